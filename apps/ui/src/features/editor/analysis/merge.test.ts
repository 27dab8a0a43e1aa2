import type { AnyDiagnostic, FlowDocument } from '@headrace/flow';
import { expect, test } from 'vitest';
import { mergeDiagnostics } from './merge.ts';

const fault = (code: string, node: string, message = code): AnyDiagnostic => ({
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
