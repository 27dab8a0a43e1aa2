import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../../lib/clock.ts';
import type { AnalysisState } from '../analysis/analysis.ts';
import type { DocumentState } from '../document/document-model.ts';
import type { InputAt } from '../document/operations/connections.ts';
import { commentsOf, isComment } from './comments/elements.ts';
import { EdgeCardModel } from './edge-card/edge-card-model.ts';
import { type CanvasEdge, type CanvasNode, edgesOf, nodesOf } from './elements.ts';
import { itemsOf } from './items-of.ts';
import { type RunShown, spokenLabel } from './spoken-label.ts';
import { Viewport } from './viewport.ts';

export interface CanvasState {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  readonly selectedEdges: ReadonlySet<string>;
  /** The comment that is being written; one at most. */
  readonly writing: string | undefined;
  /** The list of nodes that can be added, where it is open. */
  readonly addMenu: AddMenuAt | undefined;
  readonly menu: MenuAt | undefined;
}

/** The port that a new node is drawn from. */
export interface Origin {
  readonly node: string;
  readonly port: string;
}

export interface AddMenuAt {
  /** Where it opens, in the window. */
  readonly x: number;
  readonly y: number;
  /** `free`: a node that nothing feeds. `connect` also offers the nodes that are there. `insert` puts one between two. */
  readonly purpose:
    | { readonly kind: 'free' }
    | { readonly kind: 'drawn' | 'connect'; readonly origin: Origin }
    | { readonly kind: 'insert'; readonly origin: Origin; readonly into: InputAt };
}

/** What a context menu is about. */
export type MenuTarget =
  | { readonly kind: 'node' | 'comment'; readonly element: CanvasNode }
  | { readonly kind: 'edge'; readonly edge: CanvasEdge }
  | { readonly kind: 'canvas' };

export interface MenuAt {
  /** Where it opens, in the window. */
  readonly x: number;
  readonly y: number;
  readonly target: MenuTarget;
}

/** What the canvas draws from, and tells what is selected. */
export interface CanvasSources {
  /** Begins the ids of the editor's elements. */
  readonly key: string;
  readonly document: StoreApi<DocumentState>;
  readonly analysis: StoreApi<AnalysisState>;
  readonly ui: {
    readonly store: StoreApi<{ readonly selection: readonly string[]; readonly comments: readonly string[] }>;
    select(nodes: readonly string[], comments?: readonly string[]): void;
  };
  readonly run: StoreApi<RunShown>;
  readonly clock: Clock;
}

const nothing: CanvasState = {
  nodes: [],
  edges: [],
  selectedEdges: new Set(),
  writing: undefined,
  addMenu: undefined,
  menu: undefined,
};

/** The drawing of one flow: the document's nodes, the compiled graph's edges, while dragging the places of the moment. */
export class CanvasModel {
  readonly store = createStore<CanvasState>(() => nothing);
  readonly viewport: Viewport;
  readonly edgeCard: EdgeCardModel;
  private readonly sources: CanvasSources;
  private readonly ends: readonly (() => void)[];

  constructor(sources: CanvasSources) {
    this.sources = sources;
    this.viewport = new Viewport(() => this.state.nodes);
    this.edgeCard = new EdgeCardModel(sources.clock, () => this.state.menu !== undefined);
    const { document, analysis, ui } = sources;
    this.ends = [
      document.subscribe((now, before) => now.document !== before.document && this.refresh()),
      analysis.subscribe(
        (now, before) => (now.edges !== before.edges || now.byNode !== before.byNode) && this.refresh(),
      ),
      ui.store.subscribe(
        (now, before) => (now.selection !== before.selection || now.comments !== before.comments) && this.refresh(),
      ),
    ];
  }

  get state(): CanvasState {
    return this.store.getState();
  }

  end(): void {
    for (const end of this.ends) end();
    this.edgeCard.hide();
  }

  /** Nodes and comments are dragged or chosen. */
  readonly changeNodes = (changes: NodeChange<CanvasNode>[]): void => {
    this.store.setState((s) => ({ nodes: applyNodeChanges(changes, s.nodes) }));
    if (changes.some((change) => change.type === 'select')) this.select(this.state.nodes.filter((n) => n.selected));
  };

  /** Edges are chosen. */
  readonly changeEdges = (changes: EdgeChange<CanvasEdge>[]): void => {
    const chosen = new Set(this.state.selectedEdges);
    for (const change of changes) if (change.type === 'select') chosen[change.selected ? 'add' : 'delete'](change.id);
    this.selectEdges(chosen);
  };

  select(elements: readonly CanvasNode[]): void {
    const { nodes, comments } = itemsOf(elements);
    this.sources.ui.select(nodes, comments);
  }

  selectEdges(chosen: ReadonlySet<string>): void {
    this.store.setState((s) => ({
      selectedEdges: chosen,
      edges: s.edges.map((e) => (e.selected === chosen.has(e.id) ? e : { ...e, selected: chosen.has(e.id) })),
    }));
  }

  write(comment: string | undefined): void {
    this.store.setState({ writing: comment });
    this.refresh();
  }

  openAddMenu(addMenu: AddMenuAt): void {
    this.store.setState({ addMenu });
  }

  closeAddMenu(): void {
    this.store.setState({ addMenu: undefined });
  }

  openMenu(menu: MenuAt): void {
    this.store.setState({ menu });
  }

  readonly closeMenu = (): void => this.store.setState({ menu: undefined });

  /** What an element of the page stands for on the canvas. */
  targetOf(element: Element): MenuTarget {
    const { nodes, edges } = this.state;
    const node = idOf(element, '.react-flow__node');
    const found = nodes.find((n) => n.id === node);
    if (found) return { kind: isComment(found) ? 'comment' : 'node', element: found };
    const id = idOf(element, '.react-flow__edge');
    const edge = edges.find((e) => e.id === id);
    return edge ? { kind: 'edge', edge } : { kind: 'canvas' };
  }

  private refresh(): void {
    const { key, document: source, analysis: analyses, ui, run } = this.sources;
    const { document } = source.getState();
    if (!document) {
      this.store.setState(nothing);
      return;
    }
    const { nodes, edges, selectedEdges, writing } = this.state;
    const { selection, comments: chosen } = ui.store.getState();
    const analysis = analyses.getState();
    const comments = commentsOf(document, { selection: chosen, writing }, nodes);
    const labelOf = (name: string, type: string) => spokenLabel(name, type, analysis, run.getState());
    const boxes = nodesOf(document, selection, labelOf, nodes);
    const next = {
      nodes: unlessSame<CanvasNode>(nodes, comments.length === 0 ? boxes : [...comments, ...boxes]),
      edges: unlessSame(edges, edgesOf(document, analysis.edges, selectedEdges, edges, `${key}-edge-card`)),
    };
    if (next.nodes !== nodes || next.edges !== edges) this.store.setState(next);
  }
}

/** The old list where the new one holds the same things: the canvas then has nothing to do. */
function unlessSame<T>(old: T[], next: T[]): T[] {
  return old.length === next.length && old.every((item, i) => item === next[i]) ? old : next;
}

const idOf = (element: Element, selector: string) => element.closest<HTMLElement>(selector)?.dataset.id;
