import { type Examples, faultsOfCode } from '@headrace/diagnostics/testing';
import { createCompiler, type FlowDocument } from '@headrace/flow';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.ts';
import { type NodeCode, nodeCodes } from './codes.ts';

const connections = [{ name: 'local', kind: 'kafka' as const, bootstrapServers: 'kafka:9092' }];

function found(nodes: Record<string, object>) {
  const document = {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: { nodes },
  } as FlowDocument;
  return createCompiler(catalogue).compile(document, { connections }).diagnostics;
}

const columns = [
  { name: 'k', type: 'STRING' },
  { name: 'n', type: 'BIGINT' },
  { name: 'at', type: 'TIMESTAMP(3)' },
];
const sourceNode = (config: object) => ({
  type: 'kafka-source',
  config: { connection: 'local', topic: 'T', columns, ...config },
});
const source = (config: object) => () => found({ s: sourceNode(config) });
const sum = { function: 'SUM', column: 'n' };
const hour = { kind: 'tumbling', size: '1 h' };
const aggregate =
  (config: object, before: object = {}) =>
  () =>
    found({
      s: { ...sourceNode({ eventTime: { from: 'column', column: 'at' } }), ...before },
      a: { type: 'aggregate', from: 's', config: { window: hour, groupBy: [], functions: [sum], ...config } },
    });
const sink =
  (config: object, aggregated: object = {}) =>
  () =>
    found({
      s: sourceNode({ columns: [...columns, { name: 'a;b', type: 'STRING' }] }),
      a: {
        type: 'aggregate',
        from: 's',
        config: { window: { kind: 'none' }, groupBy: ['k'], functions: [sum], ...aggregated },
      },
      w: { type: 'kafka-sink', from: 'a', config: { connection: 'local', topic: 'OUT', ...config } },
      direct: { type: 'kafka-sink', from: 's', config: { connection: 'local', topic: 'DIRECT', ...config } },
    });

const examples: Examples<NodeCode> = {
  'node/unknown-property': aggregate({ groupBy: ['key'] }),
  'node/same-name': source({ columns: [...columns, { name: 'k', type: 'STRING', path: ['other'] }] }),
  'node/unknown-connection': source({ connection: 'remote' }),
  'node/topic-name': source({ topic: 'a b' }),
  'node/not-a-duration': source({ idleTimeout: 'soon' }),
  'node/too-short': aggregate({ window: { kind: 'tumbling', size: '0 s' } }),
  'aggregate/no-percent': aggregate({ functions: [{ function: 'PERCENTILE', column: 'n' }] }),
  'aggregate/unmergeable': aggregate({
    window: { kind: 'session', gap: '5 min' },
    functions: [{ function: 'FIRST_VALUE', column: 'n' }],
  }),
  'aggregate/no-column': aggregate({ functions: [{ function: 'SUM' }] }),
  'aggregate/not-a-number': aggregate({ functions: [{ function: 'SUM', column: 'k' }] }),
  'aggregate/not-a-text': aggregate({ functions: [{ function: 'LISTAGG', column: 'n' }] }),
  'aggregate/uneven-window': aggregate({ window: { kind: 'hopping', size: '1 h', slide: '7 min' } }),
  'aggregate/no-event-time': aggregate({}, { output: { remove: ['at'] } }),
  'aggregate/other-event-time': aggregate(
    { eventTime: 'later' },
    sourceNode({
      columns: [...columns, { name: 'later', type: 'TIMESTAMP(3)' }],
      eventTime: { from: 'column', column: 'at' },
    }),
  ),
  'source/unknown-type': source({ columns: [{ name: 'k', type: 'TEXTS' }] }),
  'source/overlap': source({
    columns: [
      { name: 'a', type: 'ROW<b STRING>' },
      { name: 'b', type: 'STRING', path: ['a', 'b'] },
    ],
  }),
  'source/time-format': source({ columns: [{ name: 'at', type: 'TIMESTAMP(3)', timeFormat: 'foo' }] }),
  'source/no-event-time': source({ eventTime: { from: 'column', column: 'then' } }),
  'source/event-time-type': source({ eventTime: { from: 'column', column: 'n' } }),
  'source/event-time-precision': source({
    columns: [{ name: 'at', type: 'TIMESTAMP(6)' }],
    eventTime: { from: 'column', column: 'at' },
  }),
  'sink/key-name': sink({ key: ['a;b'] }),
  'sink/no-key': sink({}, { groupBy: [] }),
  'sink/other-key': sink({ key: ['SUM_n'] }),
};

test.each(Object.keys(nodeCodes) as NodeCode[])('%s is reported for its example', (code) => {
  expect(faultsOfCode(nodeCodes, code, examples)).toEqual([]);
});
