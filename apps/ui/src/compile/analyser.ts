import {
  type Catalogue,
  type Compiled,
  type ConnectionView,
  createCompiler,
  type Edit,
  editText,
  type FlowDocument,
  type PortTypes,
  parseFlow,
  script,
  type TypedNode,
} from '@headrace/flow';
import { applyPatches, enablePatches, type Patch } from 'immer';
import type { AnalysisDelta, NodeAnalysis, Picture, Questions } from './messages.ts';

enablePatches();

/**
 * What the worker knows of the open flow: its text, the edits not yet written into it, and the tree. Each change
 * compiles again; the compiler remembers nodes that did not change, and only what did is told.
 */
export class Analyser {
  private readonly catalogue: Catalogue;
  private readonly compiler;
  private flow = '';
  private text = '';
  private pending: Edit[] = [];
  private document: FlowDocument | undefined;
  private revision = 0;
  private edgesKey = '';
  private known = new Map<string, TypedNode>();
  private options: { connections: readonly ConnectionView[]; planner?: PortTypes } = { connections: [] };
  sqlWanted = false;

  constructor(catalogue: Catalogue) {
    this.catalogue = catalogue;
    this.compiler = createCompiler(catalogue);
  }

  open(flow: string, text: string): Questions['open']['answer'] {
    const { document, diagnostics } = parseFlow(text);
    Object.assign(this, { flow, text, pending: [], document, revision: 0, edgesKey: '', known: new Map() });
    this.options = { connections: this.options.connections };
    return { document, diagnostics };
  }

  edit(revision: number, patches: readonly Patch[], edits: readonly Edit[]): void {
    if (!this.document) return;
    this.document = applyPatches(this.document, patches);
    this.pending.push(...edits);
    this.revision = revision;
  }

  setConnections(connections: readonly ConnectionView[]): void {
    this.options = { ...this.options, connections };
  }

  setPlanner(planner: PortTypes): void {
    this.options = { ...this.options, planner };
  }

  /** For saving: what belongs to a flow that is no longer open must never get the text of the one that is. */
  textOf(flow: string): string | undefined {
    return flow === this.flow ? this.currentText() : undefined;
  }

  currentText(): string {
    if (this.pending.length > 0) this.text = editText(this.text, this.pending);
    this.pending = [];
    return this.text;
  }

  /** Everything that changed since it was last asked; `undefined` while no document is open. */
  analyse(): AnalysisDelta | undefined {
    if (!this.document) return undefined;
    const compiled = this.compiler.compile(this.document, this.options);
    return {
      revision: this.revision,
      nodes: this.changedNodes(compiled),
      edges: this.changedEdges(compiled),
      diagnostics: compiled.diagnostics,
      sql: this.sqlWanted ? pick(script(compiled)) : undefined,
    };
  }

  /** A text with edits that were kept from an earlier time. */
  patched(text: string, edits: readonly Edit[]): string {
    return editText(text, edits);
  }

  /** For a thumbnail of any text. */
  picture(text: string): Picture {
    const { document } = parseFlow(text);
    if (!document) return { nodes: [], edges: [] };
    const { typed } = this.compiler.compile(document, { connections: this.options.connections });
    const nodes = Object.entries(document.spec.nodes).map(([name, node], i) => {
      const at = document.spec.layout?.[name] ?? { x: i * 300, y: 0 };
      return { name, type: node.type, x: at.x, y: at.y };
    });
    return { nodes, edges: typed.edges.map((e) => ({ from: e.from.node, to: e.to.node })) };
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
    for (const [name, node] of nodes) if (this.known.get(name) !== node) changed[name] = this.summary(node);
    this.known = new Map(nodes);
    return changed;
  }

  private summary(node: TypedNode): NodeAnalysis {
    const { state, inputs, own, outputs } = node;
    return { state, inputs, own, outputs, describes: describe(this.catalogue, node) };
  }
}

/** A type describes a whole configuration; of a half-done one its own title is said. */
function describe(catalogue: Catalogue, node: TypedNode): string {
  const type = catalogue[node.node.type];
  if (!type) return `There is no node type “${node.node.type}”`;
  return node.config === undefined ? type.title : type.describe(node.config);
}

const pick = ({ text, spans }: { text: string; spans: readonly unknown[] }) =>
  ({ text, spans }) as NonNullable<AnalysisDelta['sql']>;
