import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineHome, formatStorage, jvmFlags, readable, serverProperties } from '@headrace/engine';
import { portOf } from '@headrace/topology';
import type { Host } from '../../support/network/host.ts';
import { startOn } from './process.ts';
import { until } from './wait.ts';

/** Starts a Kafka broker on a host, which makes a topic when somebody writes to it. */
export async function startBroker({ java, log4j, kafkaJars, rehearsed }: EngineHome, folder: string, host: Host) {
  const logDir = join(folder, 'topics');
  const properties = join(folder, 'server.properties');
  mkdirSync(logDir);
  const port = portOf('kafka');
  const settings = serverProperties({
    host: host.address,
    port,
    controllerPort: portOf('kafka', 'controller'),
    logDir,
    security: 'plain',
  });
  writeFileSync(properties, `${settings}auto.create.topics.enable=true\n`);
  await formatStorage(java, join(kafkaJars, '*'), logDir, properties);
  const flags = jvmFlags({ heap: '256m', log4j, archive: readable(rehearsed).kafka });
  startOn(host, folder, 'kafka', [java, ...flags, '-cp', join(kafkaJars, '*'), 'kafka.Kafka', properties]);
  await until('the broker listens', async () => (await host.probe(host.address, port)) === 'open');
}
