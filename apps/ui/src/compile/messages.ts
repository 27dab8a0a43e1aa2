import type { ConnectionView, Diagnostic, Edge, Edit, FlowDocument, PortTypes, Relation, Span } from '@headrace/flow';
import type { Patch } from 'immer';

/** What the browser needs to know of a node, without the functions of its type. */
export interface NodeAnalysis {
  readonly state: 'unconfigured' | 'valid' | 'error' | 'blocked';
  /** One line of what it does. */
  readonly describes: string;
  readonly inputs: Readonly<Record<string, Relation>>;
  /** What each port gives before output properties, and after them. */
  readonly beforeOutput: Readonly<Record<string, Relation>>;
  readonly outputs: Readonly<Record<string, Relation>>;
}

export interface AnalysisDelta {
  /** Counts changes since the flow was opened; answers to older ones are late. */
  readonly revision: number;
  /** The first one of a document that was opened: what was known before is void. */
  readonly fresh: boolean;
  /** Nodes that are new or different, `null` for those that went. */
  readonly nodes: Readonly<Record<string, NodeAnalysis | null>>;
  /** `undefined` when they are as before. */
  readonly edges: readonly Edge[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Only while somebody looks at it. */
  readonly sql: Sql | undefined;
}

export interface Sql {
  readonly text: string;
  readonly spans: readonly Span[];
}

export interface Picture {
  readonly nodes: readonly { name: string; type: string; x: number; y: number }[];
  readonly edges: readonly { from: string; to: string }[];
}

export interface Opened {
  readonly document: FlowDocument | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A change of an open document, as patches of its tree. */
export interface DocumentChange {
  readonly revision: number;
  readonly patches: readonly Patch[];
}

/**
 * What can be asked of the compile worker. A session is one open document; a page may have several. Answers of `null` come
 * when the document has been analysed with the change.
 */
export interface Questions {
  open: { ask: { session: number; text: string; revision: number }; answer: Opened };
  edit: { ask: { session: number } & DocumentChange; answer: null };
  planner: { ask: { session: number; ports: PortTypes }; answer: null };
  sql: { ask: { session: number; wanted: boolean }; answer: null };
  close: { ask: { session: number }; answer: null };
  /** Of the installation, for all sessions. */
  connections: { ask: { connections: readonly ConnectionView[] }; answer: null };
  /** A thumbnail of any text. */
  picture: { ask: { text: string }; answer: Picture };
  /** A text with edits written into it. */
  patched: { ask: { text: string; edits: readonly Edit[] }; answer: string };
}

/** Comes by itself whenever a document has been analysed. */
export type AnalysisEvent = { readonly session: number } & AnalysisDelta;
