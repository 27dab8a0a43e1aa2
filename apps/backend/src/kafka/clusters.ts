import { type Kafka, loadClient, openKafka } from '@headrace/kafka';

/** One client for each Kafka cluster, opened when first needed. */
export class Clusters {
  private readonly open = new Map<string, Kafka>();

  /** Gets ready for the first cluster. */
  warm(): Promise<void> {
    return loadClient();
  }

  /** @param servers bootstrap servers */
  at(servers: string): Kafka {
    let kafka = this.open.get(servers);
    if (!kafka) {
      kafka = openKafka(servers);
      this.open.set(servers, kafka);
    }
    return kafka;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.open.values()].map((k) => k.close()));
  }
}
