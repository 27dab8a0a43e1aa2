import { join } from 'node:path';
import { enginePorts, issueFlinkKeys, type Part, startEngine } from '@headrace/engine';
import { issueKeys } from '@headrace/tls/issue';
import { say } from '../terminal.ts';
import { apps as allApps, startApp, startSamples } from './apps.ts';
import { writeConnections } from './connections.ts';
import { localCredentials } from './kafka-credentials.ts';
import type { UpOptions } from './options.ts';
import { pathsIn } from './paths.ts';
import type { Running } from './running.ts';

interface StartRequest {
  readonly options: UpOptions;
  readonly running: Running;
  readonly signal: AbortSignal;
  /** Is given in words what is ready and what is waited for. */
  readonly show: (text: string) => void;
}

/**
 * Starts Kafka, Flink, the apps and the sample events side by side; each waits by itself for what it needs. All that
 * started is in `running` when this ends, whether well or not; the first fault makes the others give up.
 */
export async function startAll({ options, running, signal, show }: StartRequest): Promise<void> {
  if (running.home === undefined) throw new Error('start before fetch');
  const ports = enginePorts(options.portOffset);
  const { connections: connectionsFile, kafkaCredentials, keys: keysDir } = pathsIn(options.data);
  const servers = `127.0.0.1:${ports.kafka}`;
  const credentials = options.secureKafka ? localCredentials(kafkaCredentials, servers) : undefined;
  writeConnections(connectionsFile, servers, credentials && 'sasl');
  const [flink, apps] = await Promise.all([
    issueFlinkKeys(join(keysDir, 'flink')),
    issueKeys(join(keysDir, 'apps'), 'Headrace'),
  ]);
  const giveUp = new AbortController();
  const waited = new Set(['Kafka', 'Flink', ...allApps.map((app) => app.title)]);
  const announce = (message: string) => say(message);
  const hosting = {
    portOffset: options.portOffset,
    dataDir: options.data,
    connectionsFile,
    kafkaCredentials: credentials && kafkaCredentials,
    keys: { flink, apps },
    announce,
    signal: AbortSignal.any([signal, giveUp.signal]),
  };
  const ready = (part: Part) => {
    waited.delete(part.title);
    show(waited.size > 0 ? `waiting for ${[...waited].join(', ')}` : 'all is ready');
  };
  const hold = (part: Part) => {
    running.apps.push(part);
    ready(part);
  };
  const engine = startEngine({
    home: running.home,
    dataDir: options.data,
    ports,
    flinkKeys: flink,
    kafkaCredentials: credentials,
    announce,
    signal: hosting.signal,
    onReady: ready,
  }).then((started) => {
    running.engine = started;
  });
  const starts = [engine, ...allApps.map((app) => startApp(app, hosting).then(hold))];
  if (options.samples) {
    waited.add('Sample events');
    starts.push(startSamples(hosting, options.rate).then(hold));
  }
  let fault: unknown;
  for (const start of starts)
    start.catch((reason) => {
      fault ??= reason;
      giveUp.abort();
    });
  await Promise.allSettled(starts);
  if (fault !== undefined) throw fault;
}
