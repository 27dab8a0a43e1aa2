import { type Examples, faultsOfCode } from '@headrace/diagnostics/testing';
import type { YamlCode } from '@headrace/yaml';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { checkCasts } from './casts/check.ts';
import { defineConnectionKind } from './catalogue/connection-kind.ts';
import type { Catalogue, NodeType } from './catalogue/node-type.ts';
import { testCatalogue } from './catalogue/testing.ts';
import { flowCodes } from './codes.ts';
import { predicateLeaf } from './condition/edit.ts';
import { incompleteLeaf } from './condition/print-condition.ts';
import { conditionMisfit } from './condition/tokenize-condition.ts';
import type { Predicate } from './condition/tree.ts';
import type { FlowCode } from './diagnostic.ts';
import { limits } from './document/limits.ts';
import { parseFlow } from './document/parse.ts';
import type { Relation } from './graph/relation.ts';
import { checkPatterns } from './patterns/check.ts';
import { type Compiled, createCompiler } from './plan/compiler.ts';
import { explain } from './planner/sentences.ts';
import { checkExpression } from './sql/check-expression.ts';
import { types } from './types/data-type.ts';

/** A kind of connection whose resources collide when their names differ by `.` and `_` only, as Kafka's topics do. */
const kind = defineConnectionKind({
  kind: 'test',
  title: 'test cluster',
  description: '',
  settings: z.object({}),
  examples: [],
  address: () => 'here',
  assumed: () => ({}),
  resource: {
    word: 'topic',
    plural: 'topics',
    nameFault: () => undefined,
    collision: (name, existing) => {
      const plain = (text: string) => text.replaceAll('_', '.');
      const other = existing.find((each) => each !== name && plain(each) === plain(name));
      return other === undefined ? undefined : { existing: other, message: 'They collide.' };
    },
  },
});

/** The tiny catalogue, with topics. */
const catalogue: Catalogue = {
  ...testCatalogue,
  source: withResource(testCatalogue.source as NodeType, 'read'),
  sink: withResource(testCatalogue.sink as NodeType, 'write'),
};

function withResource(type: NodeType, role: 'read' | 'write'): NodeType {
  const resources = (config: unknown) => [
    {
      connection: 'local',
      resource: (config as { table: string }).table,
      role,
      path: ['table'],
      ...(role === 'write' ? { create: {} } : {}),
    },
  ];
  return { ...type, connects: kind, resources };
}

const flow = (nodes: unknown, more: object = {}) =>
  JSON.stringify({
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: { nodes },
    ...more,
  });

const parsed = (text: string) => () => parseFlow(text).diagnostics;

function compiled(nodes: Record<string, object>, planner = {}): Compiled['diagnostics'] {
  const { document } = parseFlow(flow(nodes));
  if (!document) throw new Error('The example is not a flow.');
  return createCompiler(catalogue).compile(document, { connections: [], planner }).diagnostics;
}
const nodes =
  (all: Record<string, object>, planner = {}) =>
  () =>
    compiled(all, planner);

const source = { type: 'source', config: { table: 't' } };
const where = (from: unknown, more: object = {}) => ({ type: 'where', from, config: { expression: 'TRUE' }, ...more });
const sink = (table: string) => ({ type: 'sink', from: 'a', config: { table } });
const output = (changes: object) => nodes({ a: { ...source, output: changes } });

const columns: Relation = {
  columns: [
    { name: 'name', type: types.string },
    { name: 'n', type: types.bigint },
  ],
  changelog: { mode: 'append' },
};
const some = <T>(found: T | undefined): T[] => (found === undefined ? [] : [found]);
const expression = (text: string) => () => some(checkExpression(text));
const casts = (text: string) => () => checkCasts(text, columns);
const patterns = (text: string) => () => checkPatterns(text);
const planner = (message: string) => () => [explain(message, 'regon + f(1) SUM')];

const soon: Predicate = { column: ['at'], operator: '<', values: [{ kind: 'DATE', raw: 'soon' }] };

const examples: Examples<Exclude<FlowCode, YamlCode>> = {
  'document/not-a-flow': parsed('- 1'),
  'document/unknown-version': parsed('apiVersion: headrace.dev/v9\nkind: Flow'),
  'document/invalid': parsed(flow([])),
  'document/reserved-name': parsed(flow({}).replace('{}', '{"__proto__": {"type": "source"}}')),
  'document/too-many-nodes': parsed(
    flow(Object.fromEntries(Array.from({ length: limits.nodes + 1 }, (_, i) => [i, { type: 'source' }]))),
  ),
  'document/too-many-comments': parsed(
    flow(
      {},
      {
        spec: {
          nodes: {},
          comments: Object.fromEntries(
            Array.from({ length: limits.comments + 1 }, (_, i) => [i, { text: '', x: 0, y: 0, width: 1, height: 1 }]),
          ),
        },
      },
    ),
  ),
  'document/unknown-key': nodes({ a: { ...source, form: 'b' } }),
  'document/readers-differ': parsed(`${flow({ a: source })}`.replace('"t"', 'yes')),
  'link/unknown-type': nodes({ a: { type: 'sorce' } }),
  'link/no-name': nodes({ '': source }),
  'link/name-clash': nodes({ a: source, w: where('a'), 'w.rest': where('a') }),
  'link/unknown-input': nodes({ w: where('a') }),
  'link/no-inputs': nodes({ a: { ...source, from: 'a' } }),
  'link/unknown-port': nodes({ a: source, w: where({ in: 'a', other: 'a' }) }),
  'link/missing-input': nodes({ w: where(undefined) }),
  'link/cycle': nodes({ v: where('w'), w: where('v') }),
  'config/missing': nodes({ a: { type: 'source' } }),
  'config/invalid': nodes({ a: { type: 'source', config: { table: 1 } } }),
  'config/newer-version': nodes({ a: { ...source, version: 2 } }),
  'config/unknown-key': nodes({ a: { type: 'source', config: { table: 't', tabel: 't' } } }),
  'output/unknown-property': output({ remove: ['ids'] }),
  'output/empty-name': output({ rename: { id: '' } }),
  'output/same-name': nodes({
    a: { type: 'source', config: { table: 't', columns: ['id', 'x'] }, output: { rename: { x: 'id' } } },
  }),
  'output/nothing-left': output({ remove: ['id'] }),
  'output/no-fields': nodes(
    {
      a: {
        type: 'source',
        config: { table: 't', columns: ['id', 'item'], types: { item: '?' } },
        output: { remove: ['item.sku'] },
      },
    },
    {
      'a.own': [
        { name: 'id', type: 'STRING' },
        { name: 'item', type: 'ROW<`sku` STRING>' },
      ],
    },
  ),
  'flow/topic-loop': nodes({ a: source, b: sink('t') }),
  'flow/topic-read-again': nodes({ a: source, b: sink('u'), c: { type: 'source', config: { table: 'u' } } }),
  'flow/topic-collision': nodes({ a: { type: 'source', config: { table: 'x.y' } }, b: sink('x_y') }),
  'lower/name-clash': nodes({ a: source, 'a.source': where('a') }),
  'expression/empty': expression(' '),
  'expression/unclosed-text': expression("'a"),
  'expression/unclosed-name': expression('`a'),
  'expression/unclosed-comment': expression('a /* b'),
  'expression/comment-end': expression('a */ b'),
  'expression/hint': expression('a /*+ b */'),
  'expression/prefixed-text': expression("N'a'"),
  'expression/dollar': expression('a-b$c'),
  'expression/semicolon': expression('a;'),
  'expression/double-quote': expression('"a"'),
  'expression/not-equal': expression('a != b'),
  'expression/control-character': expression('a\u200b'),
  'expression/unknown-sign': expression('a § b'),
  'expression/open': expression('(a'),
  'expression/closing': expression('a)'),
  'expression/comma': expression('a, b'),
  'expression/query': expression('(SELECT a)'),
  'expression/word': expression('(a AS b)'),
  'expression/function': expression('NO_SUCH(a)'),
  'expression/type': expression('CAST(a AS NOTHING)'),
  'expression/depth': expression('('.repeat(150) + 1 + ')'.repeat(150)),
  'expression/unfinished': () => some(conditionMisfit('a = 1 AND')),
  'expression/text-compared': casts('name > 5'),
  'expression/text-calculated': casts('name * 2'),
  'expression/cast-may-fail': casts('CAST(name AS INT)'),
  'expression/division-by-zero': () => [...casts('n / 0')(), ...casts('1 / n')()],
  'expression/time-pattern': patterns("TO_TIMESTAMP(name, 'foo')"),
  'expression/regexp-pattern': patterns("REGEXP(name, '(')"),
  'expression/like-escape': patterns("name LIKE 'a!b' ESCAPE '!'"),
  'condition/value': () => some(incompleteLeaf(predicateLeaf(soon))),
  'planner/unknown-column': planner("Column 'regon' not found in any table"),
  'planner/unknown-function': planner('No match found for function signature f(<NUMERIC>)'),
  'planner/wrong-arguments': planner("Cannot apply '+' to arguments of type '<VARCHAR> + <INTEGER>'."),
  'planner/syntax': planner('Encountered "+" at line 1, column 1.'),
  'planner/not-a-condition': planner('WHERE clause must be a condition'),
  'planner/needs-append-only': planner("Table sink doesn't support consuming update changes which is produced by node"),
  'planner/needs-event-time': planner('The window function requires the timecol is a time attribute type'),
  'planner/aggregate-in-expression': planner('Aggregate expression is illegal in WHERE clause'),
  'planner/refused': planner('Something else.'),
};

test.each(Object.keys(examples) as (keyof typeof examples)[])('%s is reported for its example', (code) => {
  expect(faultsOfCode(flowCodes, code, examples)).toEqual([]);
});
