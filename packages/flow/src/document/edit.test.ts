import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edit, editData, editDocument, editText, inverseEdits } from './edit.ts';
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
  test('gives the same bytes without a change', () => {
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

  test('replaces an alias by a copy where it is changed, and only there', () => {
    const text = editText(
      'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec:\n  nodes:\n    a: {type: x, config: &c {p: 1}}\n    b: {type: x, config: *c}\n',
      [{ path: ['spec', 'nodes', 'b', 'config', 'p'], value: 2 }],
    );
    expect(documentOf(text).spec.nodes).toMatchObject({ a: { config: { p: 1 } }, b: { config: { p: 2 } } });
  });

  test('accepts a numeric name', () => {
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

  test('replaces the aliases of a removed anchor by copies', () => {
    const edited = editText(text, [{ path: ['spec', 'nodes', 'a'], value: undefined }]);
    expect(documentOf(edited).spec.nodes).toEqual({ b: { type: 'x', config: { p: 1 } } });
  });

  test('writes a value that occurs twice twice', () => {
    const shared = { p: 2 };
    const edited = editText(text, [
      { path: ['spec', 'nodes', 'd'], value: { type: 'x', config: { q: shared, r: shared } } },
    ]);
    expect(edited).not.toMatch(/&a1/);
    expect(documentOf(edited).spec.nodes.d?.config).toEqual({ q: { p: 2 }, r: { p: 2 } });
  });
});

describe('edits of data', () => {
  const data = { a: 5, list: ['x', 'y', 'z'], inside: { b: { c: 1 } } };
  test.each<[string, Edit, unknown]>([
    ['sets a value', { path: ['a'], value: 6 }, { ...data, a: 6 }],
    ['makes what is missing above a value', { path: ['n', 'm'], value: 1 }, { ...data, n: { m: 1 } }],
    [
      'puts an object in the place of a value that has no keys',
      { path: ['a', 'n'], value: 1 },
      { ...data, a: { n: 1 } },
    ],
    ['removes a key', { path: ['inside', 'b'], value: undefined }, { ...data, inside: {} }],
    ['removes an entry of a list', { path: ['list', 1], value: undefined }, { ...data, list: ['x', 'z'] }],
    ['adds an entry to a list', { path: ['list', 3], value: 'w' }, { ...data, list: ['x', 'y', 'z', 'w'] }],
    ['leaves no hole in a list', { path: ['list', 7], value: 'w' }, { ...data, list: ['x', 'y', 'z', 'w'] }],
    [
      'renames a key in its place',
      { path: ['a'], rename: 'first' },
      { first: 5, list: data.list, inside: data.inside },
    ],
  ])('%s', (_, edit, expected) => {
    const edited = editData(data, [edit]);
    expect(edited).toEqual(expected);
    expect(Object.keys(edited as object)).toEqual(Object.keys(expected as object));
  });

  test.each<[string, Edit]>([
    ['a key that is missing', { path: ['gone'], value: undefined }],
    ['a key below one that is missing', { path: ['gone', 'too'], value: undefined }],
    ['a key below a value that has none', { path: ['a', 'b'], value: undefined }],
    ['an entry behind the end of a list', { path: ['list', 3], value: undefined }],
    ['a key that objects inherit', { path: ['toString'], value: undefined }],
  ])('removing %s gives the same object', (_, edit) => expect(editData(data, [edit])).toBe(data));

  test('shares what is not on the path', () => {
    const edited = editData(data, [{ path: ['inside', 'b', 'c'], value: 2 }]) as typeof data;
    expect(edited.list).toBe(data.list);
    expect(edited.inside).not.toBe(data.inside);
  });
});

/** Edits that meet: few names, lists and objects in each other's places. */
const step = fc.constantFrom('p', 'q', 0, 1, 2);
const someValue = fc.constantFrom<unknown>(undefined, 'x', 5, ['a', 'b', 'c'], { p: 1, q: ['a'] }, {}, []);
const someEdits = fc.array(fc.record({ path: fc.array(step, { minLength: 1, maxLength: 4 }), value: someValue }), {
  minLength: 1,
  maxLength: 6,
});
const someConfig = fc.constantFrom<Record<string, unknown>>(
  {},
  { p: 5, q: 'x' },
  { p: ['a', 'b', 'c'], q: { p: { q: 1 } } },
  { q: [{ p: 1 }, { p: 2, q: 3 }, 7] },
);

describe('edits are taken back', () => {
  test.each<[string, object, Edit[]]>([
    ['a value', { a: 1 }, [{ path: ['a'], value: 2 }]],
    ['an entry that was removed from the middle of a list', { a: [1, 2, 3] }, [{ path: ['a', 1], value: undefined }]],
    ['an object that was made for a value', {}, [{ path: ['a', 'b'], value: 2 }]],
    ['a value that gave way to an object', { a: 1 }, [{ path: ['a', 'b'], value: 2 }]],
    ['a name', { a: 1, b: 2 }, [{ path: ['a'], rename: 'c' }]],
    [
      'several in the opposite order',
      { a: [1, 2] },
      [
        { path: ['a', 0], value: undefined },
        { path: ['a', 0], value: 5 },
        { path: ['a'], rename: 'b' },
      ],
    ],
  ])('%s', (_, before, edits) => {
    const after = editData(before, edits);
    expect(after).not.toEqual(before);
    expect(editData(after, inverseEdits(before, edits))).toEqual(before);
  });

  test('of any data', () => {
    fc.assert(
      fc.property(someConfig, someEdits, (before, edits) => {
        expect(editData(editData(before, edits), inverseEdits(before, edits))).toEqual(before);
      }),
      { numRuns: 3000 },
    );
  });
});

test('text and data agree where lists, objects and plain values take each other’s places', () => {
  const start = newFlowText('f');
  fc.assert(
    fc.property(someConfig, someEdits, (config, edits) => {
      const at = ['spec', 'nodes', 'n'];
      const before = editText(start, [{ path: at, value: { type: 'x', config } }]);
      const below = edits.map(({ path, value }) => ({ path: [...at, 'config', ...path], value }));
      const after = editText(before, below);
      expect(parseFlow(after).document).toEqual(editDocument(documentOf(before), below));
    }),
    { numRuns: 1000 },
  );
});
