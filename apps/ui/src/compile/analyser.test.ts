import { catalogue } from '@headrace/nodes';
import { expect, test } from 'vitest';
import { Analyser } from './analyser.ts';

const text = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: f}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    emea: {type: filter, from: orders, config: {expression: "region = 'EMEA'"}}
`;
const connections = [{ name: 'local', kind: 'kafka', bootstrapServers: 'localhost:9092' }] as const;

test('only what changed is told', () => {
  const analyser = new Analyser(catalogue);
  analyser.connections = connections;
  analyser.open(text);
  const first = analyser.analyse();
  expect(Object.keys(first?.nodes ?? {})).toEqual(['orders', 'emea']);
  expect(first?.nodes.emea).toMatchObject({ state: 'valid', describes: "region = 'EMEA'" });
  const path = ['spec', 'nodes', 'emea', 'config', 'expression'];
  analyser.edit({ revision: 1, patches: [{ op: 'replace', path, value: "region = 'NA'" }] });
  const second = analyser.analyse();
  expect(second?.revision).toBe(1);
  expect(Object.keys(second?.nodes ?? {})).toEqual(['emea']);
  expect([first?.fresh, second?.fresh]).toEqual([true, false]);
});

test('nodes that went are told', () => {
  const analyser = new Analyser(catalogue);
  analyser.open(text);
  analyser.analyse();
  const path = ['spec', 'nodes', 'emea'];
  analyser.edit({ revision: 1, patches: [{ op: 'remove', path }] });
  expect(analyser.analyse()?.nodes).toEqual({ emea: null });
});
