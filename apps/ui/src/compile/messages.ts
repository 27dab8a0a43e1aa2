import type { ConnectionView, Diagnostic, Edge, Edit, FlowDocument, PortTypes, Relation, Span } from '@headrace/flow';
import type { Patch } from 'immer';

/** What the browser needs to know of a node, without the functions of its type. */
export interface NodeAnalysis {
  readonly state: 'unconfigured' | 'valid' | 'error' | 'blocked';
  /** One line of what it does. */
  readonly describes: string;
  readonly inputs: Readonly<Record<string, Relation>>;
  /** What each port gives before output properties, and after them. */
  readonly own: Readonly<Record<string, Relation>>;
  readonly outputs: Readonly<Record<string, Relation>>;
}

export interface AnalysisDelta {
  /** Counts changes since the flow was opened; answers to older ones are late. */
  readonly revision: number;
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

/** What can be asked of the worker; each asks for one answer. */
export interface Questions {
  open: {
    ask: { flow: string; text: string };
    answer: { document: FlowDocument | undefined; diagnostics: readonly Diagnostic[] };
  };
  /** The text of a flow, `undefined` when another one is open by now. */
  textOf: { ask: { flow: string }; answer: string | undefined };
  /** The text of the open document, all edits so far taken in. */
  text: { ask: object; answer: string };
  picture: { ask: { text: string }; answer: Picture };
  /** A text with edits that were kept from an earlier time. */
  patched: { ask: { text: string; edits: readonly Edit[] }; answer: string };
}
export type QuestionName = keyof Questions;

export type ToWorker =
  | { [K in QuestionName]: { kind: K; id: number } & Questions[K]['ask'] }[QuestionName]
  | { kind: 'edit'; revision: number; patches: readonly Patch[]; edits: readonly Edit[] }
  | { kind: 'connections'; connections: readonly ConnectionView[] }
  | { kind: 'planner'; ports: PortTypes }
  | { kind: 'sql'; wanted: boolean };

export type FromWorker =
  | { kind: 'answer'; id: number; value: unknown }
  /** A fault of ours: the answer does not come. */
  | { kind: 'answer'; id: number; fault: string }
  | ({ kind: 'analysis' } & AnalysisDelta);
