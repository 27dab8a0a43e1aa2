import { createCompiler } from '@headrace/flow';
import { expect, test } from 'vitest';
import { catalogue } from '../catalogue.ts';

const source = (topic: string) => ({
  type: 'kafka-source',
  config: {
    connection: 'local',
    topic,
    columns: [
      { name: 'k', type: 'STRING' },
      { name: 'p', type: 'BIGINT' },
      { name: 'q', type: 'BIGINT' },
    ],
  },
});
const sum = (column: string, more: object = {}) => ({
  type: 'aggregate',
  from: 's',
  config: { window: { kind: 'none' }, groupBy: ['k'], functions: [{ function: 'SUM', column, name: 'r' }], ...more },
});

function states(nodes: Record<string, object>) {
  const document = {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: { nodes },
  } as never;
  const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' }];
  return createCompiler(catalogue)
    .compile(document, { connections })
    .plan.states.map((s) => JSON.stringify(s.state));
}

test('a source and an aggregate declare the meaning of their state', () => {
  const before = states({ s: source('A'), a: sum('p') });
  expect(before).toHaveLength(2);
  const [read, gathered] = before;
  expect(states({ s: source('B'), a: sum('p') })).toEqual([expect.not.stringMatching(read as string), gathered]);
  for (const changed of [
    sum('q'),
    sum('p', { groupBy: ['q'] }),
    sum('p', { functions: [{ function: 'MAX', column: 'p', name: 'r' }] }),
    sum('p', { window: { kind: 'tumbling', size: '1 min' } }),
  ]) {
    const [same, other] = states({ s: source('A'), a: changed });
    expect(same).toBe(read);
    expect(other).not.toBe(gathered);
  }
  expect(
    states({ s: source('A'), a: sum('p', { functions: [{ function: 'SUM', column: 'p', name: 'other' }] }) }),
  ).toEqual(before);
});
