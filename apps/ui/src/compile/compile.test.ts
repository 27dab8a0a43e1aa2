import type { Diagnostic, FlowDocument } from '@headrace/flow';
import { catalogue } from '@headrace/nodes';
import { expect, test } from 'vitest';
import { Analyser } from './analyser.ts';
import { mergeDiagnostics } from './merge.ts';

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

const fault = (code: string, node: string, message = code): Diagnostic => ({
  code,
  severity: 'error',
  message,
  place: { node },
});
const flow = (expression: string): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { a: { type: 'filter', config: { expression } }, b: { type: 'filter' } } },
});

test("the planner's faults stand until their node changes", () => {
  const checked = flow('x');
  const planner = {
    document: checked,
    ports: {},
    diagnostics: [fault('planner/unknown-column', 'a'), fault('planner/type', 'b'), fault('link/cycle', 'b')],
  };
  const structure = [fault('link/cycle', 'b')];
  const codes = (document: FlowDocument) => mergeDiagnostics(structure, planner, document).map((d) => d.code);
  expect(codes(checked)).toEqual(['link/cycle', 'planner/unknown-column', 'planner/type']);
  expect(codes(flow('y'))).toEqual(['link/cycle', 'planner/type']);
});
