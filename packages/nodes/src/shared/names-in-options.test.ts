import { createCompiler, type FlowDocument, type PortTypes, printType } from '@headrace/flow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';

const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' }];
const columns = [
  { name: 'id', type: 'STRING' },
  { name: 'at', type: 'TIMESTAMP(3)' },
];

/** A flow with a source, an aggregate without a window (a changelog), and destinations of both kinds. */
function flowNamed(flow: string, source: string, sums: string, appended: string, upserted: string): FlowDocument {
  const sink = (topic: string) => ({ connection: 'local', topic });
  return {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: flow },
    spec: {
      nodes: {
        [source]: { type: 'kafka-source', config: { connection: 'local', topic: 'IN', columns } },
        [sums]: {
          type: 'aggregate',
          from: source,
          config: { window: { kind: 'none' }, groupBy: ['id'], functions: [{ function: 'COUNT', name: 'n' }] },
        },
        [appended]: { type: 'kafka-sink', from: source, config: sink('OUT') },
        [upserted]: { type: 'kafka-sink', from: sums, config: sink('SUMS') },
      },
    },
  };
}

function optionsOf(document: FlowDocument): Record<string, string>[] {
  const compiler = createCompiler(catalogue);
  const compiled = compiler.compile(document, { connections });
  const planner: PortTypes = Object.fromEntries(
    compiled.plan.relations.map((r) => [
      r.key,
      r.relation.columns.map((c) => ({ name: c.name, type: c.type ? printType(c.type) : 'BIGINT' })),
    ]),
  );
  return compiler.compile(document, { connections, planner }).plan.tables.map(({ table }) => ({ ...table.options }));
}

test('options of a table contain no name of a flow or a node', () => {
  const names = ['flow', 'source', 'sums', 'appended', 'upserted'].map(
    (name) => `canary-${name}-\${file:/run/secrets/kafka.properties:password}`,
  ) as [string, string, string, string, string];
  const options = optionsOf(flowNamed(...names));
  expect(options.map(({ connector }) => connector).sort()).toEqual(['kafka', 'kafka', 'upsert-kafka', 'upsert-kafka']);
  for (const values of options.map((o) => Object.values(o)))
    for (const value of values) expect(value).not.toMatch(/canary|\$|\{/);
});

test('names in client properties are letters, digits and hyphens, and differ where flow or node differ', () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((n) => n !== '__proto__');
  const prefix = (flow: string, node: string) =>
    optionsOf(flowNamed(flow, 'a source', 'the sums', node, 'the rest'))
      .map((o) => o['sink.transactional-id-prefix'])
      .filter((p) => p !== undefined);
  fc.assert(
    fc.property(name, name, name, (flow, node, other) => {
      fc.pre(node !== other && ![node, other].some((n) => ['a source', 'the sums', 'the rest'].includes(n)));
      const [one] = prefix(flow, node);
      expect(one).toMatch(/^headrace-[0-9a-f]{24}$/);
      const [second] = prefix(flow, other);
      if (node.toWellFormed() !== other.toWellFormed()) expect(second).not.toBe(one);
    }),
    { numRuns: 100 },
  );
});
