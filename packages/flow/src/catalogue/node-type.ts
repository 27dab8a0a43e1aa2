import type * as z from 'zod';
import type { DiagnosticCode, Fix, Severity } from '../diagnostic.ts';
import type { Edit } from '../document/edit.ts';
import type { Relation } from '../graph/relation.ts';
import type { Origin } from '../sql/origin.ts';
import type { OnConflict, Query, Statement } from '../sql/tree.ts';
import type { ConnectionKind, ConnectionView } from './connection-kind.ts';

/**
 * The contract of a node type: all that the compiler, the canvas, the forms, the help and the tests know of it.
 * One folder `packages/nodes/src/<type>/` holds it; nothing else names it.
 */
export interface NodeType<Config = unknown> {
  /** The word in the document's `type:`. */
  readonly type: string;
  /** What people call it: `Filter`. */
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
   * Where a row that comes in goes: `each` leaves by the one port, `one-port` by exactly one of the ports. Counts of nodes
   * that Flink runs as one follow from it. Undefined where rows are made, merged or dropped.
   */
  readonly passes?: 'each' | 'one-port';
  /** Names of the results of a window of time, by which the operator that drops late rows is found; undefined without one. */
  windowed?(config: Config): readonly string[] | undefined;
  /** One line of what it does, for the canvas: `region = 'EMEA'`. */
  summary(config: Config): string;
  /** A configuration to begin with, from what is known of the inputs; incomplete is fine. */
  defaultConfig?(inputs: InputRelations): Record<string, unknown>;
  /** The kind of connection that it uses; absent where it uses none. */
  readonly connects?: ConnectionKind;
  /** What of connections of that kind it reads and writes. Empty names are left out. */
  resources?(config: Config): readonly ResourceUse[];
  /** A name for a new node of this type, from its configuration. */
  suggestName?(config: Record<string, unknown>): string | undefined;
  /** Columns, event time and changelog of every output port, and diagnostics of the configuration in this place. */
  infer(context: InferContext<Config>): Record<string, Relation>;
  /** The SQL: a relation for each output port, tables and inserts. Called only when `infer` reported no error. */
  lower(context: LowerContext<Config>): Lowered;
}

/**
 * A step from one version of a node type's configuration to the next, as edits of what is stored (paths begin below `config`),
 * so that a file keeps its comments and its order. It is pure, and total: a configuration may be incomplete or wrong in any
 * way, and has been written by a person. Steps are added at the end of the list and never changed.
 */
export type ConfigMigration = (config: Readonly<Record<string, unknown>>) => readonly Edit[];

/** What a node does with a resource of a connection: a topic, a table. */
export interface ResourceUse {
  readonly connection: string;
  readonly resource: string;
  readonly role: 'read' | 'write';
  /** Where the resource is named, below `config`. */
  readonly path: readonly (string | number)[];
  /** How the resource is created when it is not there, in the words of its kind; absent where it is never created. */
  readonly create?: Readonly<Record<string, unknown>>;
}

/** Options of a table, by Flink's names. */
export type TableOptions = Readonly<Record<string, string>>;

/** How the tables of a source are read. Plain data: nothing else knows the names of these options. */
export interface SourceReading {
  /** The options with which reading begins somewhere; they replace those of the table. */
  readonly startable: {
    readonly now: TableOptions;
    readonly earliest: TableOptions;
    /** `at` is the option that takes the time, in ms since the epoch; the others come with it. */
    readonly time: { readonly at: string; readonly options: TableOptions };
  };
  /** What is set for a preview beside that: whatever shows the first rows sooner. */
  readonly liveOptions: TableOptions;
  /** How long a part of the resource may be silent before windows no longer wait for it, ms; 0 for ever. */
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
 * What reads messages in the Flink that the SQL is for: `headrace` is our own format, which Headrace brings to its Flink;
 * `flink` are the formats that every Flink has, for a script that is taken elsewhere.
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
  /** What tells the flow from others in a system outside. No name that a person chose stands in it. */
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
   * What the state that the node keeps in Flink means: a savepoint of another meaning must not be gone on from. Names of
   * results do not belong to it. Undefined for a node that keeps none.
   */
  readonly state?: KeptState;
  /** Settings that the session must have for this SQL to mean what it should, by Flink's names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** It cannot be written yet: types are missing that only the planner knows. */
  readonly needsTypes?: boolean;
}

/** Read positions of a source, or what an operator has gathered; `meaning` changes when they no longer fit. JSON. */
export interface KeptState {
  readonly of: 'source' | 'operator';
  readonly meaning: Readonly<Record<string, unknown>>;
}

/** Types by name; the generated `catalogue.ts` of packages/nodes is one. */
export type Catalogue = Readonly<Record<string, NodeType>>;
