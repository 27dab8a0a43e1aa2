import type { AnyDiagnostic, Diagnostic, DiagnosticCode, FlowDocument } from '@headrace/flow';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AnalysisDelta, NodeAnalysis } from '../../../compile/messages.ts';
import { WorkerFault, type WorkerFaultCode } from '../../../lib/worker-link.ts';
import { Analysis } from './analysis.ts';

const flow = (expression: string): FlowDocument => ({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: { a: { type: 'filter', config: { expression } }, b: { type: 'filter' } } },
});
const node = (describes: string): NodeAnalysis => ({
  state: 'valid',
  inputs: {},
  beforeOutput: {},
  outputs: {},
  describes,
});
const delta = (more: Partial<AnalysisDelta>): AnalysisDelta => ({
  revision: 1,
  fresh: false,
  nodes: {},
  edges: undefined,
  diagnostics: [],
  sql: undefined,
  ...more,
});
const diagnostic = (code: DiagnosticCode, of?: string): Diagnostic => ({
  code,
  severity: 'error',
  message: code,
  place: of === undefined ? {} : { node: of },
});

let analysis: Analysis;
const document = flow('x');
const codes = () => analysis.state.diagnostics.map((d) => d.code);

beforeEach(() => {
  analysis = new Analysis();
  analysis.take(delta({ fresh: true, nodes: { a: node('x'), b: node('y') }, edges: [] }), document);
});

describe('what the compiler says', () => {
  test('of nodes that changed takes the place of what it said before, and the others stay the same objects', () => {
    const before = analysis.state.nodes.b;
    analysis.take(delta({ revision: 2, nodes: { a: node('z') } }), document);
    expect(analysis.state.nodes.a?.describes).toBe('z');
    expect(analysis.state.nodes.b).toBe(before);
    expect(analysis.state.revision).toBe(2);
  });

  test('of nodes that are gone is gone; of a document that was opened anew nothing older is left', () => {
    analysis.take(delta({ nodes: { b: null } }), document);
    expect(Object.keys(analysis.state.nodes)).toEqual(['a']);
    analysis.take(delta({ fresh: true, nodes: { c: node('c') } }), document);
    expect(Object.keys(analysis.state.nodes)).toEqual(['c']);
  });

  test('keeps edges and SQL while it says nothing new of them', () => {
    const edges = [{ from: { node: 'a', port: 'out' }, to: { node: 'b', port: 'in' } }];
    analysis.take(delta({ edges, sql: { text: 'SELECT 1', spans: [] } }), document);
    analysis.take(delta({}), document);
    expect(analysis.state.edges).toBe(edges);
    expect(analysis.state.sql?.text).toBe('SELECT 1');
  });

  test('is listed by node, and of the whole flow in the list alone', () => {
    analysis.take(delta({ diagnostics: [diagnostic('link/cycle', 'a'), diagnostic('document/invalid')] }), document);
    expect(codes()).toEqual(['link/cycle', 'document/invalid']);
    expect(Object.keys(analysis.state.byNode)).toEqual(['a']);
  });
});

describe('what the planner says', () => {
  const answer = (of: FlowDocument, ...found: AnyDiagnostic[]) => ({ document: of, diagnostics: found, ports: {} });

  test('stands beside what the compiler says, until its node changes', () => {
    analysis.takePlannerAnswer(answer(document, diagnostic('planner/refused', 'a')), document);
    analysis.take(delta({ diagnostics: [diagnostic('config/missing', 'b')] }), document);
    expect(codes()).toEqual(['config/missing', 'planner/refused']);
    analysis.take(delta({ diagnostics: [] }), flow('changed'));
    expect(codes()).toEqual([]);
  });

  test('comes late for a node that has changed, and is not shown; for one that has not, it is', () => {
    const newer = flow('changed');
    analysis.takePlannerAnswer(
      answer(document, diagnostic('planner/refused', 'a'), diagnostic('planner/syntax', 'b')),
      newer,
    );
    expect(codes()).toEqual(['planner/syntax']);
  });

  test('stays when the planner goes away, which is said', () => {
    analysis.takePlannerAnswer(answer(document, diagnostic('planner/refused', 'a')), document);
    analysis.takePlannerAnswer(undefined, document);
    expect(analysis.state.plannerThere).toBe(false);
    expect(codes()).toEqual(['planner/refused']);
    analysis.takePlannerAnswer(answer(document), document);
    expect(analysis.state.plannerThere).toBe(true);
    expect(codes()).toEqual([]);
  });
});

describe('a compiler that gives no answer', () => {
  test.each([
    ['failed', 'compiler/failed', /^An error in Headrace stopped the compiler: why\./],
    ['timeout', 'compiler/timeout', /^why$/],
    ['lost', 'compiler/lost', /^why$/],
    ['given-up', 'compiler/lost', /^why$/],
  ] as [WorkerFaultCode, string, RegExp][])('%s is the problem %s', (code, wanted, message) => {
    analysis.fail(new WorkerFault(code, 'why'), document);
    expect(codes()).toEqual([wanted]);
    expect(analysis.state.diagnostics[0]?.message).toMatch(message);
  });

  test('is said once, before what was found earlier, until the next analysis', () => {
    analysis.take(delta({ diagnostics: [diagnostic('link/cycle', 'a')] }), document);
    analysis.fail(new WorkerFault('lost', 'one'), document);
    analysis.fail(new WorkerFault('timeout', 'two'), document);
    expect(codes()).toEqual(['compiler/timeout', 'link/cycle']);
    analysis.take(delta({ diagnostics: [diagnostic('link/cycle', 'a')] }), document);
    expect(codes()).toEqual(['link/cycle']);
  });
});

test('of another flow nothing is left', () => {
  analysis.fail(new WorkerFault('lost', 'x'), document);
  analysis.reset();
  expect(analysis.state).toMatchObject({ revision: -1, nodes: {}, diagnostics: [], planner: undefined });
});
