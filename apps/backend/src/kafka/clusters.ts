import { type Credentials, type Kafka, loadClient, openKafka } from '@headrace/kafka';

/** More clusters than anybody registers; runs of long ago may name addresses that are registered no more. */
const mostOpen = 20;

/** One client for each Kafka cluster, opened when first needed. The one that was not used for longest is closed. */
export class Clusters {
  private readonly open = new Map<string, Kafka>();
  private readonly credentials: (servers: string) => Credentials | undefined;

  /** @param credentials of the clusters that want clients to sign in, by bootstrap servers */
  constructor(credentials: (servers: string) => Credentials | undefined) {
    this.credentials = credentials;
  }

  /** Gets ready for the first cluster. */
  warm(): Promise<void> {
    return loadClient();
  }

  /** @param servers bootstrap servers */
  at(servers: string): Kafka {
    const kafka = this.open.get(servers) ?? openKafka(servers, this.credentials(servers));
    this.open.delete(servers);
    this.open.set(servers, kafka);
    const [oldest] = this.open;
    if (this.open.size > mostOpen && oldest) {
      this.open.delete(oldest[0]);
      void oldest[1].close().catch(() => {});
    }
    return kafka;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.open.values()].map((k) => k.close()));
  }
}
