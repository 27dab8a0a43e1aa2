import type * as z from 'zod';

/**
 * An external system that an administrator has registered, without its credentials: its name, its kind, and the settings of
 * that kind. The compiler and the browser get nothing else of it. Flows refer to connections by name and contain no
 * addresses.
 */
export interface ConnectionView {
  readonly name: string;
  /** The `kind` of its `ConnectionKind`. */
  readonly kind: string;
  readonly [setting: string]: unknown;
}

/**
 * The contract of a kind of connection, for the compiler, the forms, the help and the documentation. Its folder is
 * `packages/connections/src/<kind>/`; only the node types that use the kind refer to it. The code of servers (look up
 * resources, create them) is in the same folder; see packages/connections.
 */
export interface ConnectionKind<Settings extends object = object> {
  /** The word under `kind:` in the file of connections. */
  readonly kind: string;
  /** Its name in the middle of a sentence: `Kafka cluster`. */
  readonly title: string;
  /** One sentence for the documentation. */
  readonly description: string;
  /** The settings of an entry beside name, kind and description. They may be shown to everyone. */
  readonly settings: z.ZodType<Settings> & { readonly shape: z.core.$ZodLooseShape };
  /** References to credentials, which only servers resolve. They are never part of a `ConnectionView`. */
  readonly credentials?: z.ZodObject;
  /** Entries for the documentation, without name and kind. */
  readonly examples: readonly { readonly name: string; readonly description?: string; readonly settings: Settings }[];
  /**
   * The address of the external system, with all that a client needs to reach it beside credentials. Connections with equal
   * addresses are connections to the same system. It is stored with runs.
   */
  address(settings: Settings): string;
  /** Settings in place of those of a connection of which only the name is known, for a check without a server. */
  assumed(name: string): Settings;
  /** What flows read and write there. */
  readonly resource: ResourceKind;
}

/** What a connection holds: the topics of a cluster, the tables of a database. */
export interface ResourceKind {
  /** In the middle of a sentence: `topic`. */
  readonly word: string;
  readonly plural: string;
  /** A message about an invalid name, which says what to do; undefined for a valid name. */
  nameFault(name: string): string | undefined;
  /** Why a resource cannot be created beside existing ones, as a sentence; undefined where it can. */
  collision?(name: string, existing: readonly string[]): Collision | undefined;
}

export interface Collision {
  /** The existing resource that is in the way. */
  readonly existing: string;
  readonly message: string;
}

/** Kinds of connections by their words; the generated `catalogue.ts` of packages/connections is one. */
export type ConnectionKinds = Readonly<Record<string, ConnectionKind>>;

/**
 * Declares a kind. Its functions are checked against the type of its settings, which the catalogue of all kinds does not
 * know.
 */
export const defineConnectionKind = <Settings extends object>(
  kind: ConnectionKind<Settings>,
): ConnectionKind<Settings> => kind;

/** The settings of a connection of this kind; undefined for a connection of another kind, or one whose settings do not fit. */
export function settingsOf<Settings extends object>(
  kind: ConnectionKind<Settings>,
  connection: ConnectionView | undefined,
): Settings | undefined {
  if (connection?.kind !== kind.kind) return undefined;
  return kind.settings.safeParse(connection).data;
}
