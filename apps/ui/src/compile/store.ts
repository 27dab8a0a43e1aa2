import type { Diagnostic, Edge, FlowDocument } from '@headrace/flow';
import { create } from 'zustand';
import { mergeDiagnostics, type PlannerAnswer } from './merge.ts';
import type { AnalysisDelta, NodeAnalysis, Sql } from './messages.ts';

export interface AnalysisState {
  readonly revision: number;
  readonly nodes: Readonly<Record<string, NodeAnalysis>>;
  readonly edges: readonly Edge[];
  readonly sql: Sql | undefined;
  /** Of the structure, found in this browser. */
  readonly structure: readonly Diagnostic[];
  /** What Flink's planner said, and of which document. */
  readonly planner: PlannerAnswer | undefined;
  /** False when the planner could not be asked: expressions are then not checked. */
  readonly plannerThere: boolean;
  /** All of them, and by node. */
  readonly diagnostics: readonly Diagnostic[];
  readonly byNode: Readonly<Record<string, readonly Diagnostic[]>>;
}

const empty: AnalysisState = {
  revision: -1,
  nodes: {},
  edges: [],
  sql: undefined,
  structure: [],
  planner: undefined,
  plannerThere: true,
  diagnostics: [],
  byNode: {},
};

/** What is known of the open flow beyond its text: columns and state of each node, faults, the SQL. */
export const useAnalysis = create<AnalysisState>(() => empty);

export const resetAnalysis = (): void => useAnalysis.setState(empty);

export function takeAnalysis(delta: AnalysisDelta, document: FlowDocument | undefined): void {
  useAnalysis.setState((old) => {
    const nodes = { ...old.nodes };
    for (const [name, node] of Object.entries(delta.nodes)) {
      if (node) nodes[name] = node;
      else delete nodes[name];
    }
    const { revision, edges = old.edges, sql = old.sql, diagnostics: structure } = delta;
    return { revision, nodes, edges, sql, structure, ...merged(structure, old.planner, document) };
  });
}

export function takePlannerAnswer(planner: PlannerAnswer | undefined, document: FlowDocument): void {
  useAnalysis.setState((old) => ({
    planner: planner ?? old.planner,
    plannerThere: planner !== undefined,
    ...merged(old.structure, planner ?? old.planner, document),
  }));
}

function merged(
  structure: readonly Diagnostic[],
  planner: PlannerAnswer | undefined,
  document: FlowDocument | undefined,
) {
  const diagnostics = mergeDiagnostics(structure, document && planner, document);
  const byNode: Record<string, Diagnostic[]> = {};
  for (const d of diagnostics) {
    const name = d.place.node;
    if (name === undefined) continue;
    byNode[name] ??= [];
    byNode[name].push(d);
  }
  return { diagnostics, byNode };
}
