import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionView } from '../catalogue/connection-kind.ts';
import type { Catalogue, NodeType } from '../catalogue/node-type.ts';
import { testCatalogue } from '../catalogue/testing.ts';
import { type Edit, editDocument } from '../document/edit.ts';
import type { FlowDocument } from '../document/schema.ts';
import { type CompileOptions, createCompiler } from './compiler.ts';

const worked: string[] = [];

/** The test catalogue; each `infer` and `lower` is noted, as `infer a`. */
const noted = (type: NodeType): NodeType => ({
  ...type,
  infer: (context) => {
    worked.push(`infer ${context.name}`);
    return type.infer(context);
  },
  lower: (context) => {
    worked.push(`lower ${context.name}`);
    return type.lower(context);
  },
});
const catalogue: Catalogue = Object.fromEntries(
  Object.entries(testCatalogue).map(([name, type]) => [name, noted(type)]),
);

beforeEach(() => {
  worked.length = 0;
});

const connections: readonly ConnectionView[] = [{ name: 'local', kind: 'test' }];
const source = { type: 'source', config: { table: 't', columns: ['id', 'region'] } };
const where = (from: string, expression = "region = 'EMEA'") => ({ type: 'where', from, config: { expression } });

/** `orders` feeds `emea`, whose two ports feed `big` and `others`; `apart` feeds nothing. */
const start: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: {
    nodes: {
      orders: source,
      emea: where('orders'),
      big: where('emea'),
      others: where('emea.rest'),
      apart: source,
    },
  },
};
const node = (name: string, ...path: (string | number)[]) => ['spec', 'nodes', name, ...path];
const edited = (...edits: Edit[]) => editDocument(start, edits);

interface Then {
  readonly document?: FlowDocument;
  readonly options?: Partial<CompileOptions>;
}

/** What a compilation works out anew after the first one. */
function anew({ document = start, options = {} }: Then): readonly string[] {
  const compiler = createCompiler(catalogue);
  compiler.compile(start, { connections });
  worked.length = 0;
  compiler.compile(document, { connections, ...options });
  return [...worked].sort();
}

const all = Object.keys(start.spec.nodes);
const both = (...names: string[]) => names.flatMap((name) => [`infer ${name}`, `lower ${name}`]).sort();
const lowered = (...names: string[]) => names.map((name) => `lower ${name}`).sort();

describe('works out anew', () => {
  test.each([
    ['nothing for the same document', {}, []],
    [
      'nothing for a node that moved',
      { document: edited({ path: ['spec', 'layout'], value: { big: { x: 1, y: 2 } } }) },
      [],
    ],
    ['nothing for a comment', { document: edited({ path: ['spec', 'comments'], value: {} }) }, []],
    ['nothing for an equal list of connections', { options: { connections: connections.map((c) => ({ ...c })) } }, []],
    [
      'everything for other connections',
      { options: { connections: [...connections, { name: 'other', kind: 'test' }] } },
      both(...all),
    ],
    [
      'a node whose configuration changed, and nothing else where nothing reads it',
      { document: edited({ path: node('big', 'config', 'expression'), value: "id = 'x'" }) },
      both('big'),
    ],
    [
      'a changed node and what it feeds at any distance',
      { document: edited({ path: node('orders', 'config', 'columns'), value: ['id', 'region', 'price'] }) },
      both('orders', 'emea', 'big', 'others'),
    ],
    [
      'a node with other output properties and what it feeds',
      { document: edited({ path: node('emea', 'output'), value: { remove: ['id'] } }) },
      both('emea', 'big', 'others'),
    ],
    [
      'a node that reads another port',
      { document: edited({ path: node('big', 'from'), value: 'emea.rest' }) },
      both('big'),
    ],
    ['a node that is new', { document: edited({ path: node('new'), value: where('big') }) }, both('new')],
    [
      'nothing for a node that is gone and was read by none',
      { document: edited({ path: node('apart'), value: undefined }) },
      [],
    ],
    [
      'the SQL alone for another name of the flow, which tells its jobs from others',
      { document: edited({ path: ['metadata', 'name'], value: 'g' }) },
      lowered(...all),
    ],
    ['the SQL alone for another reader of messages', { options: { reader: 'headrace' as const } }, lowered(...all)],
    [
      'the SQL of what reads a port whose types the planner has determined',
      { options: { planner: { emea: [{ name: 'id', type: 'STRING' }] } } },
      lowered('big'),
    ],
    [
      'the SQL of a node whose ports before output properties have types now',
      { options: { planner: { 'apart.own': [{ name: 'id', type: 'STRING' }] } } },
      lowered('apart'),
    ],
  ] satisfies [string, Then, readonly string[]][])('%s', (_, then, expected) => expect(anew(then)).toEqual(expected));

  test('a node that was removed and came back: nothing is kept for it meanwhile', () => {
    const compiler = createCompiler(catalogue);
    compiler.compile(start, { connections });
    compiler.compile(edited({ path: node('apart'), value: undefined }), { connections });
    worked.length = 0;
    compiler.compile(start, { connections });
    expect(worked).toEqual(['infer apart', 'lower apart']);
  });

  test('what was blocked, when the fault before it is mended', () => {
    const broken = edited({ path: node('emea', 'config', 'expression'), value: '(' });
    const compiler = createCompiler(catalogue);
    const before = compiler.compile(broken, { connections });
    expect(before.typed.nodes.get('big')?.state).toBe('blocked');
    worked.length = 0;
    const after = compiler.compile(start, { connections });
    expect([...worked].sort()).toEqual(both('emea', 'big', 'others'));
    expect([...after.typed.nodes.values()].map((n) => n.state)).toEqual(all.map(() => 'valid'));
  });

  test('nothing when the planner gives the very same answer again', () => {
    const planner = { emea: [{ name: 'id', type: 'STRING' }] };
    const compiler = createCompiler(catalogue);
    compiler.compile(start, { connections, planner });
    worked.length = 0;
    compiler.compile(start, { connections, planner: { ...planner } });
    expect(worked).toEqual([]);
  });
});

describe('after any edits the answer is that of a new compiler', () => {
  const names = ['orders', 'emea', 'big', 'others', 'apart', 'new'];
  const name = fc.constantFrom(...names);
  const stream = fc.constantFrom(...names, 'emea.rest', 'big.rest', 'nothing');
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ path: name.map((n) => node(n, 'from')), value: fc.option(stream, { nil: undefined }) }),
    fc.record({
      path: name.map((n) => node(n, 'config', 'expression')),
      value: fc.constantFrom("id = 'x'", '(', 'region = 5', undefined),
    }),
    fc.record({
      path: name.map((n) => node(n, 'config', 'columns')),
      value: fc.constantFrom(['id'], ['id', 'region'], ['region', 'region']),
    }),
    fc.record({
      path: name.map((n) => node(n, 'output')),
      value: fc.constantFrom({ remove: ['id'] }, { rename: { id: 'region' } }, undefined),
    }),
    fc.record({ path: name.map((n) => node(n)), value: fc.constantFrom(source, where('emea'), undefined) }),
    fc.record({ path: name.map((n) => node(n, 'type')), value: fc.constantFrom('source', 'where', 'sink', 'none') }),
    fc.record({ path: fc.constant(['metadata', 'name']), value: fc.constantFrom('f', 'g') }),
  );
  const options = fc.record({
    reader: fc.constantFrom('flink' as const, 'headrace' as const),
    planner: fc.constantFrom({}, { emea: [{ name: 'id', type: 'INT' }] }, { orders: [{ name: 'id', type: 'INT' }] }),
  });

  test('of nodes, connections between them, settings and types of the planner', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(edit, options), { minLength: 1, maxLength: 8 }), (steps) => {
        const compiler = createCompiler(testCatalogue);
        let document = start;
        for (const [one, given] of steps) {
          const next = editDocument(document, [one]);
          // An edit below a node that is gone would leave a node without a type, which no document has.
          if (Object.values(next.spec.nodes).some((n) => typeof n.type !== 'string')) continue;
          document = next;
          const found = compiler.compile(document, { connections, ...given });
          const fresh = createCompiler(testCatalogue).compile(document, { connections, ...given });
          expect(found.diagnostics).toEqual(fresh.diagnostics);
          expect(found.plan).toEqual(fresh.plan);
          expect([...found.typed.nodes]).toEqual([...fresh.typed.nodes]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
