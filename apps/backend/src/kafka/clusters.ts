import kafka from '@headrace/connections/kinds/kafka';
import type { ConnectionClient, ConnectionDrivers, Credentials } from '@headrace/connections/server';
import type { TopicUse } from '../reading/flow-resources.ts';

/** More places than anybody registers; runs of long ago may name places that are registered no more. */
const mostOpen = 20;

/** Where a table leads, by the kind of its connection and the place. */
export interface Place {
  readonly kind: string;
  readonly place: string;
}

/** Where the table of a flow leads; undefined where no connection is behind it. */
export function placeOf({ at, servers }: Pick<TopicUse, 'at' | 'servers'>): Place | undefined {
  if (at) return at;
  // Runs of an earlier version of Headrace, which knew one kind.
  return servers === undefined || servers === '' ? undefined : { kind: kafka.kind, place: servers };
}

/** One client for each place, opened when first needed. The one that was not used for longest is closed. */
export class Clusters {
  private readonly open = new Map<string, ConnectionClient>();
  private readonly drivers: ConnectionDrivers;
  private readonly credentials: (place: string) => Credentials | undefined;

  /** @param credentials of the places that want clients to sign in */
  constructor(drivers: ConnectionDrivers, credentials: (place: string) => Credentials | undefined) {
    this.drivers = drivers;
    this.credentials = credentials;
  }

  /** Gets ready for the first client of each kind. */
  async warm(): Promise<void> {
    await Promise.all(Object.values(this.drivers).map((driver) => driver.load()));
  }

  /** @throws Error for a kind that this version of Headrace does not have */
  at({ kind, place }: Place): ConnectionClient {
    const key = JSON.stringify([kind, place]);
    const client = this.open.get(key) ?? this.driverOf(kind).open(place, this.credentials(place));
    this.open.delete(key);
    this.open.set(key, client);
    const [oldest] = this.open;
    if (this.open.size > mostOpen && oldest) {
      this.open.delete(oldest[0]);
      void oldest[1].close().catch(() => {});
    }
    return client;
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
