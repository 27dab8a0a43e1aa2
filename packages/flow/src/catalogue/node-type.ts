import type * as z from 'zod';
import type { DiagnosticCode, Fix, Severity } from '../diagnostic.ts';
import type { Edit } from '../document/edit.ts';
import type { Relation } from '../graph/relation.ts';
import type { Origin } from '../sql/origin.ts';
import type { OnConflict, Query, Statement } from '../sql/tree.ts';
import type { ConnectionKind, ConnectionView } from './connection-kind.ts';

/**
 * The contract of a node type, for the compiler, the canvas, the forms, the help and the tests. Its folder is
 * `packages/nodes/src/<type>/`; no other code refers to the type.
 */
export interface NodeType<Config = unknown> {
  /** The word in the document's `type:`. */
  readonly type: string;
  /** Its name in the editor: `Filter`. */
  readonly title: string;
  readonly group: NodeGroup;
  /** One sentence for the palette. */
  readonly description: string;
  /** Form, JSON Schema and types follow from it; widgets and words stand in `.meta()` (see field.ts). */
  readonly config: z.ZodType<Config>;
  /**
   * How stored configurations of older versions become this one: from 1 to 2, from 2 to 3, and so on. The version of the type
   * follows from their number; see version.ts.
   */
  readonly migrations?: readonly ConfigMigration[];
  readonly inputs: Inputs;
  /** The first is the default port, which carries the node's own name. */
  readonly outputs: readonly Port[];
  /**
   * The way of an input row: `each` leaves through the only port, `one-port` through exactly one of the ports. The counts of
   * nodes that Flink runs as one operator are derived from it. Undefined where rows are created, merged or dropped.
   */
  readonly passes?: 'each' | 'one-port';
  /** Names of the results of a window of time, by which the operator that drops late rows is found; undefined without one. */
  windowed?(config: Config): readonly string[] | undefined;
  /** What a configuration does, in one line for the canvas: `region = 'EMEA'`. */
  summary(config: Config): string;
  /** The configuration of a new node with these inputs; it may be incomplete. */
  defaultConfig?(inputs: InputRelations): Record<string, unknown>;
  /** The kind of connection that it uses; absent where it uses none. */
  readonly connects?: ConnectionKind;
  /** The resources that it reads and writes through connections of that kind. Resources with an empty name are ignored. */
  resources?(config: Config): readonly ResourceUse[];
  /** A name for a new node of this type, from its configuration. */
  suggestName?(config: Record<string, unknown>): string | undefined;
  /** Columns, event time and changelog of every output port, and diagnostics of the configuration in this place. */
  infer(context: InferContext<Config>): Record<string, Relation>;
  /** The SQL: a relation for each output port, tables and inserts. Called only when `infer` reported no error. */
  lower(context: LowerContext<Config>): Lowered;
}

/**
 * A step from one version of a node type's configuration to the next. It gives edits (paths begin below `config`), so that a
 * file keeps its comments and its order. It is pure and total: the configuration is untrusted input, which may be incomplete
 * or invalid. Steps are added at the end of the list and never changed.
 */
export type ConfigMigration = (config: Readonly<Record<string, unknown>>) => readonly Edit[];

/** What a node does with a resource of a connection: a topic, a table. */
export interface ResourceUse {
  readonly connection: string;
  readonly resource: string;
  readonly role: 'read' | 'write';
  /** Where the resource is named, below `config`. */
  readonly path: readonly (string | number)[];
  /** How a missing resource is created, in terms of its kind; absent where it is never created. */
  readonly create?: Readonly<Record<string, unknown>>;
}

/** Options of a table, by Flink's names. */
export type TableOptions = Readonly<Record<string, string>>;

/** How the tables of a source are read. Plain data: nothing else knows the names of these options. */
export interface SourceReading {
  /** The options for each start position; they replace those of the table. */
  readonly startable: {
    readonly now: TableOptions;
    readonly earliest: TableOptions;
    /** `at` is the option that takes the time, in ms since the epoch; the others come with it. */
    readonly time: { readonly at: string; readonly options: TableOptions };
  };
  /** Further options for a preview, which show the first rows sooner. */
  readonly liveOptions: TableOptions;
  /** After how many milliseconds without events windows no longer wait for a partition; 0 for never. */
  readonly idleTimeout: number;
}

export type NodeGroup = 'events' | 'shape' | 'time' | 'join' | 'enrich' | 'sql';

export interface Port {
  readonly name: string;
  readonly title: string;
}

export type Inputs =
  | { readonly kind: 'none' }
  | { readonly kind: 'named'; readonly ports: readonly Port[] }
  /** Any number from `min` on, in order; named `1`, `2`, … */
  | { readonly kind: 'many'; readonly min: number };

export type InputRelations = Readonly<Record<string, Relation>>;

/** Reports a diagnostic at a field of this node; `path` starts below `config`. */
export type Report = (found: {
  code: DiagnosticCode;
  severity?: Severity;
  message: string;
  path?: readonly (string | number)[];
  range?: { start: number; end: number };
  fix?: Pick<Fix, 'title' | 'value'>;
}) => void;

export interface InferContext<Config> {
  readonly name: string;
  readonly config: Config;
  /** Relations of the inputs, by input port. */
  readonly inputs: InputRelations;
  readonly connections: ReadonlyMap<string, ConnectionView>;
  readonly report: Report;
}

/**
 * The format with which Flink reads messages: `headrace` is our own, which Headrace installs in its Flink; `flink` are those
 * that every Flink has, for a script that runs elsewhere.
 */
export type MessageReader = 'headrace' | 'flink';

export interface LowerContext<Config> extends Omit<InferContext<Config>, 'report'> {
  readonly reader: MessageReader;
  /** The relation to read for an input port. */
  source(input: string): string;
  /** The name for a table of this node: unique in the flow, `suffix` tells several apart. */
  table(suffix: string): string;
  /** Where an expression of this node's configuration came from, for the source map. */
  origin(...path: (string | number)[]): Origin;
  /** An id of the flow for external systems. It contains no name from the document. */
  flowId(): string;
  /** The same for the flow and the node. */
  nodeId(): string;
}

export interface Lowered {
  /** Temporary tables that must exist before: sources and sinks. */
  readonly tables?: readonly Extract<Statement, { kind: 'create-table' }>[];
  /** For a source: how its tables are read. */
  readonly source?: SourceReading;
  /** What each output port gives. */
  readonly relations: Readonly<Record<string, Query>>;
  /** What is written, for destinations. */
  readonly inserts?: readonly { readonly table: string; readonly query: Query; readonly onConflict?: OnConflict }[];
  /**
   * The meaning of the node's state in Flink. A run must not resume from a savepoint with another meaning. Names of results
   * are not part of it. Undefined for a node without state.
   */
  readonly state?: KeptState;
  /** Settings that the session must have for this SQL to mean what it should, by Flink's names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** There is no SQL yet: it depends on types that the planner has not determined. */
  readonly needsTypes?: boolean;
}

/** The read positions of a source, or the state of an operator. `meaning` changes when existing state no longer fits. JSON. */
export interface KeptState {
  readonly of: 'source' | 'operator';
  readonly meaning: Readonly<Record<string, unknown>>;
}

/** Types by name; the generated `catalogue.ts` of packages/nodes is one. */
export type Catalogue = Readonly<Record<string, NodeType>>;
