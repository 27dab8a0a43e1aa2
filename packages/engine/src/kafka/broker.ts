import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Credentials } from '@headrace/kafka';
import { graceOf } from '../java/archive.ts';
import { jvmFlags } from '../java/flags.ts';
import { jaasFlags } from '../java/jaas.ts';
import { kafkaPackages } from '../java/kafka-client.ts';
import { type Part, startPart } from '../process/part.ts';
import type { Setting } from '../setting.ts';
import { brokerAnswers } from './probe.ts';
import { serverProperties } from './properties.ts';
import { formatStorage } from './storage.ts';

export interface BrokerOptions extends Setting {
  readonly port: number;
  readonly controllerPort: number;
  /** Jar of LocalCredentials. */
  readonly starter: string;
  /** What clients must sign in with; without it the broker asks for nothing. */
  readonly credentials: Credentials | undefined;
}

/** Starts a KRaft broker whose topics are kept in `<data>/kafka`; ready when it answers requests. */
export async function startBroker(options: BrokerOptions): Promise<Part> {
  const { port, controllerPort, dataDir, jars, java, starter, credentials } = options;
  const home = join(dataDir, 'kafka');
  const logDir = join(home, 'topics');
  const properties = join(home, 'server.properties');
  mkdirSync(logDir, { recursive: true });
  writeFileSync(
    properties,
    serverProperties({ host: '127.0.0.1', port, controllerPort, logDir, security: credentials ? 'sasl' : 'plain' }),
  );
  const classPath = [join(jars, '*'), starter].join(delimiter);
  await formatStorage(java, classPath, logDir, properties);
  const jaas = jaasFlags(join(home, 'broker.jaas'), { section: 'KafkaServer', kafka: kafkaPackages[0] }, credentials);
  return startPart({
    title: 'Kafka',
    command: java,
    args: [...jvmFlags(options), ...jaas, '-cp', classPath, 'kafka.Kafka', properties],
    env: { MALLOC_ARENA_MAX: '2' },
    logFile: join(dataDir, 'logs', 'kafka.log'),
    pidFile: join(dataDir, 'run', 'kafka.pid'),
    grace: graceOf(options.archive, 4500),
    isReady: () => brokerAnswers(port),
    readyWithin: 60_000,
    announce: options.announce,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}
