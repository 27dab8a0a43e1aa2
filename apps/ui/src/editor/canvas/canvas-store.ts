import { create } from 'zustand';
import { useAnalysis } from '../../compile/store.ts';
import { useDocument } from '../../document/store.ts';
import { useEditor } from '../state.ts';
import { commentsOf } from './comments/elements.ts';
import { useWriting } from './comments/writing.ts';
import { type CanvasEdge, type CanvasNode, edgesOf, nodesOf } from './elements.ts';
import { spokenLabel } from './spoken-label.ts';

export interface CanvasState {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
  readonly selectedEdges: ReadonlySet<string>;
}

/** What is drawn: the document's nodes and the compiled graph's edges, and while dragging the places of the moment. */
export const useCanvas = create<CanvasState>(() => ({ nodes: [], edges: [], selectedEdges: new Set() }));

export function refreshCanvas(): void {
  const { document } = useDocument.getState();
  if (!document) {
    useCanvas.setState({ nodes: [], edges: [], selectedEdges: new Set() });
    return;
  }
  const { nodes, edges, selectedEdges } = useCanvas.getState();
  const { selection, comments: chosen } = useEditor.getState();
  const comments = commentsOf(document, { selection: chosen, writing: useWriting.getState().comment }, nodes);
  const boxes = nodesOf(document, selection, spokenLabel, nodes);
  const next = {
    nodes: unlessSame<CanvasNode>(nodes, comments.length === 0 ? boxes : [...comments, ...boxes]),
    edges: unlessSame(edges, edgesOf(document, useAnalysis.getState().edges, selectedEdges, edges)),
  };
  if (next.nodes !== nodes || next.edges !== edges) useCanvas.setState(next);
}

/** The old list where the new one holds the same things: the canvas then has nothing to do. */
function unlessSame<T>(old: T[], next: T[]): T[] {
  return old.length === next.length && old.every((item, i) => item === next[i]) ? old : next;
}

/** Draws anew whenever what is drawn changes. Returns what ends it. */
export function followDocument(): () => void {
  refreshCanvas();
  const ends = [
    useDocument.subscribe((now, before) => now.document !== before.document && refreshCanvas()),
    useAnalysis.subscribe(
      (now, before) => (now.edges !== before.edges || now.byNode !== before.byNode) && refreshCanvas(),
    ),
    useEditor.subscribe(
      (now, before) => (now.selection !== before.selection || now.comments !== before.comments) && refreshCanvas(),
    ),
    useWriting.subscribe(refreshCanvas),
  ];
  return () => {
    for (const end of ends) end();
    useWriting.setState({ comment: undefined });
    useCanvas.setState({ nodes: [], edges: [], selectedEdges: new Set() });
  };
}
