import { type Kafka, openKafka } from '@headrace/kafka';
import { afterAll, beforeAll, inject } from 'vitest';
import { Client } from './client.ts';
import { type BackendProcess, startBackend } from './process.ts';

/** What a suite plays on: the engine that all share, and a backend of its own from its beginning to its end. */
export class Stage {
  readonly engine = inject('engine');
  private kafkaClient: Kafka | undefined;
  private running: { readonly backend: BackendProcess; readonly client: Client } | undefined;

  constructor() {
    beforeAll(async () => {
      this.kafkaClient = openKafka(this.engine.bootstrapServers);
      await this.begin();
    });
    afterAll(async () => {
      await this.running?.backend.stop();
      await this.kafkaClient?.close();
    });
  }

  get kafka(): Kafka {
    return there(this.kafkaClient);
  }

  get client(): Client {
    return there(this.running).client;
  }

  /** Ends the backend without a warning, and starts another on what it left. */
  async crash(): Promise<void> {
    await there(this.running).backend.kill();
    await this.begin();
  }

  private async begin(): Promise<void> {
    const backend = await startBackend(this.engine);
    this.running = { backend, client: new Client(backend.address) };
  }
}

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('the backend is there while tests run, and not before');
  return thing;
}
