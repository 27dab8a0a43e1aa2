import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Credentials } from '@headrace/kafka';
import { clientFetch, type Fetch, type KeyFolders } from '@headrace/tls';
import { graceOf } from '../java/archive.ts';
import { jaasFlags } from '../java/jaas.ts';
import { kafkaPackages } from '../java/kafka-client.ts';
import { answers } from '../process/http.ts';
import { type Part, startPart } from '../process/part.ts';
import type { Setting } from '../setting.ts';
import { flinkFlags } from './jvm.ts';
import { configYaml, flinkSettings } from './settings.ts';

export interface ClusterOptions extends Setting {
  readonly restPort: number;
  readonly gatewayPort: number;
  readonly blobPort: number;
  /** Jar of LocalFlink and what belongs to it. */
  readonly starter: string;
  /** Jar of the format that messages are read with. */
  readonly json: string;
  /** Statements that the planner is warmed up with. */
  readonly warmUp: string;
  /** Who may call the REST servers. */
  readonly keys: KeyFolders;
  /** What its clients of Kafka sign in with, where a connection wants it. */
  readonly credentials: Credentials | undefined;
  /** Settings beside or instead of the usual ones. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}

/** Starts JobManager, TaskManager and SQL gateway in one JVM; ready when slots are there and the gateway answers. */
export function startCluster(options: ClusterOptions): Promise<Part> {
  const { dataDir, restPort, gatewayPort, blobPort, keys } = options;
  const fetch = clientFetch(keys.client);
  const home = join(dataDir, 'flink');
  const conf = join(home, 'conf');
  rmSync(join(home, 'tmp'), { recursive: true, force: true });
  for (const name of ['conf', 'tmp', 'checkpoints', 'savepoints']) mkdirSync(join(home, name), { recursive: true });
  const settings = { ...flinkSettings({ restPort, gatewayPort, blobPort, home }), ...options.settings };
  writeFileSync(join(conf, 'config.yaml'), configYaml(settings));
  return startPart({
    title: 'Flink',
    command: options.java,
    args: [
      ...flinkFlags(options),
      ...jaasFlags(join(conf, 'kafka.jaas'), { section: 'KafkaClient', kafka: kafkaPackages[1] }, options.credentials),
      `-Djava.io.tmpdir=${join(home, 'tmp')}`,
      `-Dheadrace.keys=${keys.server}`,
      `-Dheadrace.warm-up=${options.warmUp}`,
      '-Dheadrace.log.text=%textWithoutEvents',
      '-cp',
      [options.starter, options.json, join(options.jars, '*')].join(delimiter),
      'LocalFlink',
    ],
    env: { FLINK_CONF_DIR: conf, MALLOC_ARENA_MAX: '2' },
    logFile: join(dataDir, 'logs', 'flink.log'),
    pidFile: join(dataDir, 'run', 'flink.pid'),
    grace: graceOf(options.archive, 3000),
    isReady: () => isReady(fetch, restPort, gatewayPort),
    readyWithin: 120_000,
    announce: options.announce,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

async function isReady(fetch: Fetch, restPort: number, gatewayPort: number): Promise<boolean> {
  const hasSlots = (body: unknown) => ((body as { 'slots-total'?: number })['slots-total'] ?? 0) > 0;
  return (
    (await answers(fetch, `https://127.0.0.1:${restPort}/overview`, hasSlots)) &&
    (await answers(fetch, `https://127.0.0.1:${gatewayPort}/info`))
  );
}
