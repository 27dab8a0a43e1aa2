import type { FlowDocument, FlowNode } from '@headrace/flow';
import { expect, test } from 'vitest';
import { runSentence } from './run-sentence.ts';

const flow = (nodes: Record<string, FlowNode>): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes },
});
const source = (topic: string): FlowNode => ({
  type: 'kafka-source',
  config: { connection: 'local', topic, columns: [{ name: 'id', type: 'STRING' }] },
});
const sink = (topic: string): FlowNode => ({ type: 'kafka-sink', from: 'in', config: { connection: 'local', topic } });

test.each([
  ['nothing', {}, '', ''],
  ['the topics by their names', { in: source('ORDERS'), out: sink('EMEA') }, 'ORDERS', 'EMEA'],
  ['two topics', { in: source('A'), more: source('B'), out: sink('C') }, 'A and B', 'C'],
  ['three topics', { in: source('A'), b: source('B'), c: source('C') }, 'A, B and C', ''],
  ['a node that is not complete by its own name', { in: { type: 'kafka-source' }, out: sink('C') }, 'in', 'C'],
  ['neither what only passes events on', { in: source('A'), some: { type: 'filter', from: 'in' } }, 'A', ''],
])('a run reads and writes %s', (_, nodes, reads, writes) => {
  expect(runSentence(flow(nodes))).toEqual({ reads, writes });
});
