import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edit, editDocument, editText } from './edit.ts';
import { newFlowText, renameNode } from './new.ts';
import { parseFlow } from './parse.ts';
import type { FlowDocument } from './schema.ts';

const handWritten = `# Orders of the region, for the sales team
apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: emea-orders, owner: sales}   # owner is ours
spec:
  nodes:
    # where it begins
    orders:
      type: kafka-source
      config:
        topic: ORDERS   # the busy one
        columns:
          - {name: id, type: STRING}   # uuid
          - {name: region, type: STRING}
    emea: {type: filter, from: orders, config: {expression: "region = 'EMEA'"}}
    rest: {type: filter, from: emea.unmatched, config: {expression: "1 = 1"}}
    both: {type: union, from: {a: emea, b: rest}}
  layout: {orders: {x: 0, y: 0}, emea: {x: 240, y: 0}}
x-tool: {kept: true}
`;
const documentOf = (text: string) => parseFlow(text).document as FlowDocument;

describe('editText', () => {
  test('without a change gives the same bytes', () => {
    expect(editText(handWritten, [])).toBe(handWritten);
    expect(editText(handWritten, [{ path: ['spec', 'nodes', 'orders', 'config', 'topic'], value: 'ORDERS' }])).toBe(
      handWritten,
    );
  });

  test('changes a value and keeps every comment and unknown key', () => {
    const text = editText(handWritten, [
      { path: ['spec', 'nodes', 'emea', 'config', 'expression'], value: "region = 'NA'" },
      { path: ['spec', 'nodes', 'orders', 'config', 'columns'], value: [{ name: 'id', type: 'BIGINT' }] },
      { path: ['spec', 'layout', 'emea', 'x'], value: 300 },
    ]);
    for (const comment of ['for the sales team', 'owner is ours', 'where it begins', 'the busy one', 'uuid'])
      expect(text).toContain(comment);
    expect(documentOf(text)).toMatchObject({ 'x-tool': { kept: true }, metadata: { owner: 'sales' } });
    expect(documentOf(text).spec.nodes.orders?.config?.columns).toEqual([{ name: 'id', type: 'BIGINT' }]);
    expect(editText(text, [{ path: ['spec', 'layout', 'emea', 'x'], value: 300 }])).toBe(text);
  });

  test('comments on the canvas come and go beside those of the file', () => {
    const comment = { text: 'two\nlines', x: 0, y: 0, width: 200, height: 80 };
    const text = editText(handWritten, [{ path: ['spec', 'comments'], value: { 'comment-1': comment } }]);
    expect(documentOf(text).spec.comments).toEqual({ 'comment-1': comment });
    const moved = editText(`${text}# the end\n`, [{ path: ['spec', 'comments', 'comment-1', 'x'], value: 40 }]);
    expect(documentOf(moved).spec.comments?.['comment-1']?.x).toBe(40);
    const gone = editText(moved, [{ path: ['spec', 'comments'], value: undefined }]);
    expect(documentOf(gone)).toEqual(documentOf(handWritten));
    for (const comment of ['for the sales team', 'the busy one', 'the end']) expect(gone).toContain(comment);
  });

  test('adds, removes and renames in place', () => {
    const fewer = editText(handWritten, [
      { path: ['spec', 'nodes', 'new one', 'type'], value: 'transform' },
      { path: ['spec', 'nodes', 'both'], value: undefined },
    ]);
    const text = editText(fewer, renameNode(documentOf(fewer), 'emea', 'europe'));
    const { nodes, layout } = documentOf(text).spec;
    expect(Object.keys(nodes)).toEqual(['orders', 'europe', 'rest', 'new one']);
    expect(nodes.rest?.from).toBe('europe.unmatched');
    expect(layout?.europe).toEqual({ x: 240, y: 0 });
  });

  test('JSON stays JSON', () => {
    const json = JSON.stringify(documentOf(handWritten));
    const text = editText(json, [{ path: ['metadata', 'name'], value: 'x' }]);
    expect(JSON.parse(text).metadata.name).toBe('x');
  });

  test('an alias is written out where it is changed, and only there', () => {
    const text = editText(
      'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec:\n  nodes:\n    a: {type: x, config: &c {p: 1}}\n    b: {type: x, config: *c}\n',
      [{ path: ['spec', 'nodes', 'b', 'config', 'p'], value: 2 }],
    );
    expect(documentOf(text).spec.nodes).toMatchObject({ a: { config: { p: 1 } }, b: { config: { p: 2 } } });
  });

  test('a numeric name is a name', () => {
    const text = editText(
      'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec:\n  nodes:\n    1: {type: x}\n',
      [{ path: ['spec', 'nodes', '1', 'type'], value: 'y' }],
    );
    expect(documentOf(text).spec.nodes).toEqual({ 1: { type: 'y' } });
  });

  test('data and text agree after any edits, and a second save gives the same bytes', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((n) => n !== '__proto__');
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(undefined),
    );
    const edit = fc.oneof(
      fc.record({
        path: fc.tuple(fc.constant('spec'), fc.constant('nodes'), name, fc.constant('type')),
        value: fc.string(),
      }),
      fc.record({
        path: fc.tuple(fc.constant('spec'), fc.constant('nodes'), name, fc.constant('config'), name),
        value,
      }),
      fc.record({ path: fc.tuple(fc.constant('metadata'), name), value: fc.string() }),
    ) as fc.Arbitrary<Edit>;
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), (edits) => {
        const start = newFlowText('f');
        const text = editText(start, edits);
        const data = editDocument(documentOf(start), edits);
        const read = parseFlow(text);
        if (read.document) expect(JSON.parse(JSON.stringify(read.document))).toEqual(JSON.parse(JSON.stringify(data)));
        expect(editText(text, edits)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('editText with anchors and aliases', () => {
  const text =
    'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec:\n  nodes:\n    a: {type: x, config: &c {p: 1}}\n    b: {type: x, config: *c}\n';

  test('removing the anchor writes out its aliases', () => {
    const edited = editText(text, [{ path: ['spec', 'nodes', 'a'], value: undefined }]);
    expect(documentOf(edited).spec.nodes).toEqual({ b: { type: 'x', config: { p: 1 } } });
  });

  test('a value that stands twice is written twice', () => {
    const shared = { p: 2 };
    const edited = editText(text, [
      { path: ['spec', 'nodes', 'd'], value: { type: 'x', config: { q: shared, r: shared } } },
    ]);
    expect(edited).not.toMatch(/&a1/);
    expect(documentOf(edited).spec.nodes.d?.config).toEqual({ q: { p: 2 }, r: { p: 2 } });
  });
});
