import type * as z from 'zod';

/**
 * A system outside that an administrator registered once, as the compiler and the browser may know it: its name, its kind, and
 * the settings of that kind. Flows name connections and never spell out an address. Credentials are never part of it.
 */
export interface ConnectionView {
  readonly name: string;
  /** The word of its `ConnectionKind`. */
  readonly kind: string;
  readonly [setting: string]: unknown;
}

/**
 * The contract of a kind of connection: all that the compiler, the forms, the help and the documentation know of it.
 * One folder `packages/connections/src/<kind>/` holds it, and only node types that use it name it. What servers do with it
 * (look up resources, create them) is in the same folder; see packages/connections.
 */
export interface ConnectionKind<Settings extends object = object> {
  /** The word under `kind:` in the file of connections. */
  readonly kind: string;
  /** What people call it, in the middle of a sentence: `Kafka cluster`. */
  readonly title: string;
  /** One sentence for the documentation. */
  readonly description: string;
  /** What an entry of the file says beside name, kind and description; all of it may be shown. */
  readonly settings: z.ZodType<Settings> & { readonly shape: z.core.$ZodLooseShape };
  /** What an entry says of its credentials: references that only servers resolve. They are never part of a `ConnectionView`. */
  readonly credentials?: z.ZodObject;
  /** Entries for the documentation, without name and kind. */
  readonly examples: readonly { readonly name: string; readonly description?: string; readonly settings: Settings }[];
  /**
   * The address of what the connection leads to, with all that a client needs to reach it beside credentials. Connections of
   * equal addresses lead to one thing. It is stored with runs.
   */
  address(settings: Settings): string;
  /** Settings in place of those of a connection of which only the name is known, for a check without a server. */
  assumed(name: string): Settings;
  /** What flows read and write in it. */
  readonly resource: ResourceKind;
}

/** What a connection holds: the topics of a cluster, the tables of a database. */
export interface ResourceKind {
  /** In the middle of a sentence: `topic`. */
  readonly word: string;
  readonly plural: string;
  /** What is wrong with a name, as a sentence that says what to do; undefined for a good one. */
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

/** Ties the functions of a kind to the type of its own settings; those who hold all kinds see none of it. */
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
