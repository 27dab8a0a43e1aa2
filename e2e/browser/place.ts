import { type Kafka, openKafka } from '@headrace/kafka';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { launch } from '../support/browser.ts';

/** Where a suite runs: a browser and a Kafka client, there from its beginning to its end. */
export interface Place {
  readonly address: string;
  readonly dataDir: string;
  readonly browser: () => Browser;
  readonly kafka: () => Kafka;
}

export function openPlace(): Place {
  const { address, bootstrapServers, dataDir } = inject('headrace');
  let browser: Browser | undefined;
  let kafka: Kafka | undefined;
  beforeAll(async () => {
    kafka = openKafka(bootstrapServers);
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await kafka?.close();
  });
  return { address, dataDir, browser: () => browser as Browser, kafka: () => kafka as Kafka };
}
