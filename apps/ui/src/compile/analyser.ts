import {
  type Catalogue,
  type Compiled,
  type ConnectionView,
  createCompiler,
  type FlowDocument,
  type PortTypes,
  parseFlow,
  script,
  type TypedNode,
} from '@headrace/flow';
import { applyPatches, enablePatches } from 'immer';
import type { AnalysisDelta, DocumentChange, NodeAnalysis, Opened, Sql } from './messages.ts';

enablePatches();

/** One open document in the worker. Each change compiles again; the compiler remembers nodes that did not change. */
export class Analyser {
  private readonly catalogue: Catalogue;
  private readonly compiler;
  private document: FlowDocument | undefined;
  private revision = 0;
  private fresh = true;
  private edgesKey = '';
  private known = new Map<string, TypedNode>();
  private planner: PortTypes | undefined;
  connections: readonly ConnectionView[] = [];
  sqlWanted = false;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
    this.compiler = createCompiler(catalogue);
  }

  /** @param revision of the text: later changes count on from it */
  open(text: string, revision = 0): Opened {
    const { document, diagnostics } = parseFlow(text);
    Object.assign(this, { document, revision, fresh: true, edgesKey: '', known: new Map(), planner: undefined });
    return { document, diagnostics };
  }

  edit({ revision, patches }: DocumentChange): void {
    if (!this.document) return;
    this.document = applyPatches(this.document, patches);
    this.revision = revision;
  }

  setPlanner(planner: PortTypes): void {
    this.planner = planner;
  }

  /** Everything that changed since the last call; `undefined` while no document is open. */
  analyse(): AnalysisDelta | undefined {
    if (!this.document) return undefined;
    const { connections, planner, fresh } = this;
    const compiled = this.compiler.compile(this.document, { connections, ...(planner ? { planner } : {}) });
    const delta = {
      revision: this.revision,
      fresh,
      nodes: this.changedNodes(compiled),
      edges: this.changedEdges(compiled),
      diagnostics: compiled.diagnostics,
      sql: this.sqlWanted ? pick(script(compiled)) : undefined,
    };
    this.fresh = false;
    return delta;
  }

  private changedEdges({ typed }: Compiled): AnalysisDelta['edges'] {
    const key = JSON.stringify(typed.edges);
    if (key === this.edgesKey) return undefined;
    this.edgesKey = key;
    return typed.edges;
  }

  private changedNodes(compiled: Compiled): Record<string, NodeAnalysis | null> {
    const changed: Record<string, NodeAnalysis | null> = {};
    const { nodes } = compiled.typed;
    for (const name of this.known.keys()) if (!nodes.has(name)) changed[name] = null;
    for (const [name, node] of nodes) if (this.known.get(name) !== node) changed[name] = this.analysis(node);
    this.known = new Map(nodes);
    return changed;
  }

  private analysis(node: TypedNode): NodeAnalysis {
    const { state, inputs, beforeOutput, outputs } = node;
    return { state, inputs, beforeOutput, outputs, describes: summaryOf(this.catalogue, node) };
  }
}

/** The summary of a complete configuration, else the title of the type. */
function summaryOf(catalogue: Catalogue, node: TypedNode): string {
  const type = catalogue[node.node.type];
  if (!type) return `There is no node type “${node.node.type}”`;
  return node.config === undefined ? type.title : type.summary(node.config);
}

const pick = ({ text, spans }: Sql): Sql => ({ text, spans });
