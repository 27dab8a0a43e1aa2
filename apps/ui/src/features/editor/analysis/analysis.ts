import type { AnyDiagnostic, Diagnostic, Edge, FlowDocument } from '@headrace/flow';
import { createStore } from 'zustand/vanilla';
import type { CompilerCode } from '../../../compile/codes.ts';
import type { AnalysisDelta, NodeAnalysis, Sql } from '../../../compile/messages.ts';
import type { WorkerFault } from '../../../lib/worker-link.ts';
import { mergeDiagnostics, type PlannerAnswer } from './merge.ts';

export interface AnalysisState {
  readonly revision: number;
  readonly nodes: Readonly<Record<string, NodeAnalysis>>;
  readonly edges: readonly Edge[];
  readonly sql: Sql | undefined;
  /** Of the structure, found in this browser. */
  readonly structure: readonly AnyDiagnostic[];
  /** What Flink's planner said, and of which document. */
  readonly planner: PlannerAnswer | undefined;
  /** False when the planner could not be asked: expressions are then not checked. */
  readonly plannerThere: boolean;
  /** All of them, and by node. */
  readonly diagnostics: readonly AnyDiagnostic[];
  readonly byNode: Readonly<Record<string, readonly AnyDiagnostic[]>>;
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

/** What is known of one open flow beyond its text: columns and state of each node, diagnostics, the SQL. */
export class Analysis {
  readonly store = createStore<AnalysisState>(() => empty);

  get state(): AnalysisState {
    return this.store.getState();
  }

  reset(): void {
    this.store.setState(empty);
  }

  take(delta: AnalysisDelta, document: FlowDocument | undefined): void {
    this.store.setState((old) => {
      const nodes = delta.fresh ? {} : { ...old.nodes };
      for (const [name, node] of Object.entries(delta.nodes)) {
        if (node) nodes[name] = node;
        else delete nodes[name];
      }
      const { revision, edges = old.edges, sql = old.sql, diagnostics: structure } = delta;
      return { revision, nodes, edges, sql, structure, ...merged(structure, old.planner, document) };
    });
  }

  takePlannerAnswer(planner: PlannerAnswer | undefined, document: FlowDocument): void {
    this.store.setState((old) => ({
      planner: planner ?? old.planner,
      plannerThere: planner !== undefined,
      ...merged(old.structure, planner ?? old.planner, document),
    }));
  }

  /** The document could not be compiled: a diagnostic says so until the next analysis. */
  fail({ code, message }: WorkerFault, document: FlowDocument | undefined): void {
    const compiler: Diagnostic = {
      code: compilerCodeOf[code],
      severity: 'error',
      message: advised(code, message),
      place: {},
    };
    this.store.setState((old) => {
      const structure = [compiler, ...old.structure.filter((d) => !d.code.startsWith('compiler/'))];
      return { structure, ...merged(structure, old.planner, document) };
    });
  }
}

const compilerCodeOf: Readonly<Record<WorkerFault['code'], CompilerCode>> = {
  failed: 'compiler/failed',
  timeout: 'compiler/timeout',
  lost: 'compiler/lost',
  'given-up': 'compiler/lost',
};

function advised(code: WorkerFault['code'], message: string): string {
  if (code !== 'failed') return message;
  return `An error in Headrace stopped the compiler: ${message}. What is shown is older. Undo the last change, and report this message with the flow.`;
}

function merged(
  structure: readonly AnyDiagnostic[],
  planner: PlannerAnswer | undefined,
  document: FlowDocument | undefined,
) {
  const diagnostics = mergeDiagnostics(structure, document && planner, document);
  const byNode: Record<string, AnyDiagnostic[]> = {};
  for (const d of diagnostics) {
    const name = d.place.node;
    if (name === undefined) continue;
    byNode[name] ??= [];
    byNode[name].push(d);
  }
  return { diagnostics, byNode };
}
