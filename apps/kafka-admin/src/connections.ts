import { readFile } from 'node:fs/promises';
import { connectionsProblem, parseConnections } from '@headrace/connections';
import kafka from '@headrace/connections/kinds/kafka';
import { settingsOf } from '@headrace/flow';
import { type Credentials, type Kafka, openKafka } from '@headrace/kafka';
import { ContractError } from '@headrace/service';

/** A registered connection of the kind Kafka cluster. */
export interface Cluster {
  readonly name: string;
  readonly description: string | undefined;
  readonly bootstrapServers: string;
}

/** The registered Kafka clusters, read anew for each request so that an edit of the file needs no restart. */
export interface Connections {
  list(): Promise<readonly Cluster[]>;
  /** The cluster of a connection; a `ContractError` when there is no such connection, or it is of another kind. */
  cluster(name: string): Promise<Kafka>;
  close(): Promise<void>;
}

/** Clients of addresses that are no longer registered hold connections and memory. */
function closeOthers(clusters: Map<string, Kafka>, registered: ReadonlySet<string>): void {
  for (const [servers, cluster] of clusters) {
    if (registered.has(servers)) continue;
    clusters.delete(servers);
    void cluster.close().catch(() => {});
  }
}

/** @param credentials of the clusters that want clients to sign in, by bootstrap servers */
export function openConnections(file: string, credentials: (servers: string) => Credentials | undefined): Connections {
  const clusters = new Map<string, Kafka>();
  // An administrator wrote the file, and its reader takes time by its length: it is read on the event loop.
  const list = async () => {
    const read = parseConnections(await readFile(file, 'utf8'));
    if ('code' in read) {
      const { code, title, detail } = connectionsProblem(read);
      throw new ContractError(code, title, { detail });
    }
    return read.connections.flatMap((connection): Cluster[] => {
      const settings = settingsOf(kafka, connection);
      const { name, description } = connection;
      return settings ? [{ name, description, bootstrapServers: settings.bootstrapServers }] : [];
    });
  };
  return {
    list,
    cluster: async (name) => {
      const all = await list();
      closeOthers(clusters, new Set(all.map((registered) => registered.bootstrapServers)));
      const connection = all.find((candidate) => candidate.name === name);
      if (!connection)
        throw new ContractError(
          'kafka/unknown-connection',
          `There is no Kafka cluster '${name}': choose one that is registered.`,
        );
      const servers = connection.bootstrapServers;
      const cluster = clusters.get(servers) ?? openKafka(servers, credentials(servers));
      clusters.set(servers, cluster);
      return cluster;
    },
    close: async () => {
      await Promise.all([...clusters.values()].map((cluster) => cluster.close()));
    },
  };
}
