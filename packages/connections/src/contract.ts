import type { FoundSchema } from '@headrace/api';
import type { Fetch } from '@headrace/client';
import type { ConnectionView } from '@headrace/flow';

/** Why a system outside did not do what it was asked for. */
export type ConnectionFaultCode =
  | 'connection/unreachable'
  | 'connection/refused'
  | 'connection/unknown-resource'
  | 'connection/resource-exists'
  | 'connection/bad-resource';

/** What a system outside did not do, and why, in a sentence that may be shown to a person. */
export class ConnectionFault extends Error {
  override readonly name = 'ConnectionFault';
  readonly code: ConnectionFaultCode;

  constructor(code: ConnectionFaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What clients sign in with at an address. Only servers have it. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A part of a resource that is read by itself, and what it holds now: offsets of the first message, and behind the last. */
export interface PartitionEnds {
  readonly partition: number;
  readonly first: bigint;
  readonly end: bigint;
}

/**
 * A client of one address, for previews and runs. It connects with its first call. Every method fails with a `ConnectionFault`
 * when the system cannot or will not do it.
 */
export interface ConnectionClient {
  /** Those of the resources that do not exist. */
  missing(resources: readonly string[]): Promise<readonly string[]>;
  /** Names of all resources, those of the system itself too. */
  names(): Promise<readonly string[]>;
  /**
   * Creates a resource unless it exists.
   * @param how as the `create` of a node says it
   */
  ensure(resource: string, how: Readonly<Record<string, unknown>>): Promise<void>;
  /** For resources in partitions: what each holds now. A client without it has resources that are read as one. */
  partitions?(resource: string): Promise<readonly PartitionEnds[]>;
  /** For messages with a partition and an offset: one of them as text; undefined when the resource does not hold it (any more). */
  messageAt?(resource: string, partition: number, offset: number): Promise<string | undefined>;
  close(): Promise<void>;
}

/** How servers work with a kind of connection: `client.ts` of its folder. */
export interface ConnectionDriver {
  /** Loads what the first call would have to wait for. */
  load(): Promise<void>;
  /** @param address as `ConnectionKind.address` gives it */
  open(address: string, credentials: Credentials | undefined): ConnectionClient;
}

/** What a form offers of a resource. */
export interface ResourceInfo {
  readonly name: string;
  /** Events a second over about the last minute. */
  readonly rate?: number;
  /** Events or rows that it keeps now. */
  readonly kept?: number;
}

/** What the pickers of forms ask. Every method fails with a `ConnectionFault`. */
export interface Browser {
  /** The resources of a connection, those that a person wants most first. */
  list(connection: ConnectionView): Promise<readonly ResourceInfo[]>;
  /** What a resource looks like: its columns and their types. */
  schema(connection: ConnectionView, resource: string): Promise<FoundSchema>;
  /** Creates a resource with the usual settings. */
  create(connection: ConnectionView, resource: string): Promise<void>;
}

/** How a browser reaches the system behind a connection: by a client of its own, or by another part of Headrace. */
export interface BrowserParts {
  /** The client that previews and runs have too, signed in. */
  clientOf(connection: ConnectionView): ConnectionClient;
  readonly fetchFromKafkaAdmin: Fetch;
}

/** `browse.ts` of the folder of a kind. */
export type Browse = (parts: BrowserParts) => Browser;

export type ConnectionDrivers = Readonly<Record<string, ConnectionDriver>>;
export type Browses = Readonly<Record<string, Browse>>;
