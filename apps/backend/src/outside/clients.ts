import { kindOf } from '@headrace/connections';
import kafka from '@headrace/connections/kinds/kafka';
import type { ConnectionClient, ConnectionDrivers, Credentials } from '@headrace/connections/server';
import { type ConnectionView, settingsOf } from '@headrace/flow';
import type { TopicUse } from '../reading/flow-resources.ts';

/** More addresses than anybody registers; runs of long ago may name addresses that are registered no more. */
const mostOpen = 20;

/** Where a table leads, by the kind of its connection and the address. */
export interface Target {
  readonly kind: string;
  readonly address: string;
}

/** Where the table of a flow leads; undefined where no connection is behind it. */
export function targetOf({ at, servers }: Pick<TopicUse, 'at' | 'servers'>): Target | undefined {
  if (at) return at;
  // Runs of an earlier version of Headrace, which knew one kind.
  return servers === undefined || servers === '' ? undefined : { kind: kafka.kind, address: servers };
}

/** One client for each address, opened when first needed. The one that was not used for longest is closed. */
export class Clients {
  private readonly open = new Map<string, ConnectionClient>();
  private readonly drivers: ConnectionDrivers;
  private readonly credentials: (address: string) => Credentials | undefined;

  /** @param credentials of the addresses that want clients to sign in */
  constructor(drivers: ConnectionDrivers, credentials: (address: string) => Credentials | undefined) {
    this.drivers = drivers;
    this.credentials = credentials;
  }

  /** Gets ready for the first client of each kind. */
  async warm(): Promise<void> {
    await Promise.all(Object.values(this.drivers).map((driver) => driver.load()));
  }

  /** @throws Error for a kind that this version of Headrace does not have */
  at({ kind, address }: Target): ConnectionClient {
    const key = JSON.stringify([kind, address]);
    const client = this.open.get(key) ?? this.driverOf(kind).open(address, this.credentials(address));
    this.open.delete(key);
    this.open.set(key, client);
    const [oldest] = this.open;
    if (this.open.size > mostOpen && oldest) {
      this.open.delete(oldest[0]);
      void oldest[1].close().catch(() => {});
    }
    return client;
  }

  /** The client of a registered connection. */
  of(connection: ConnectionView): ConnectionClient {
    const kind = kindOf(connection.kind);
    const settings = kind && settingsOf(kind, connection);
    if (!kind || settings === undefined) throw new Error(`the connection '${connection.name}' does not fit its kind`);
    return this.at({ kind: kind.kind, address: kind.address(settings) });
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.open.values()].map((client) => client.close()));
  }

  private driverOf(kind: string) {
    const driver = Object.hasOwn(this.drivers, kind) ? this.drivers[kind] : undefined;
    if (!driver) throw new Error(`no driver for connections of the kind '${kind}'`);
    return driver;
  }
}
