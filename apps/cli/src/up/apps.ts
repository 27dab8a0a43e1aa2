import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backendRoutes, kafkaAdminRoutes } from '@headrace/api';
import { answers, type Part, startPart } from '@headrace/engine';
import { environmentFor, type Installation, readEnvironment } from '@headrace/http';
import { clientFetch } from '@headrace/tls';
import { portOf } from '@headrace/topology';
import { pathsIn, projectDir } from './paths.ts';

/** An app with a port, and the path that answers when it does its work. */
export interface App {
  readonly name: 'kafka-admin' | 'backend' | 'ui' | 'gateway';
  readonly title: string;
  readonly entry: string;
  readonly healthPath: string;
}

/** In the order in which they are listed to people. */
export const apps: readonly App[] = [
  {
    name: 'kafka-admin',
    title: 'Kafka administration',
    entry: 'apps/kafka-admin/src/main.ts',
    healthPath: kafkaAdminRoutes.clusters.list.path,
  },
  {
    name: 'backend',
    title: 'Backend',
    entry: 'apps/backend/src/main.ts',
    healthPath: backendRoutes.system.health.path,
  },
  { name: 'ui', title: 'User interface', entry: 'apps/ui/src/serve/main.ts', healthPath: '/' },
  { name: 'gateway', title: 'Gateway', entry: 'apps/gateway/src/main.ts', healthPath: '/' },
];

export interface Hosting extends Installation {
  readonly announce: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Starts an app and waits until it answers. */
export function startApp(app: App, hosting: Hosting): Promise<Part> {
  const port = portOf(app.name) + hosting.portOffset;
  const { keys } = readEnvironment(app.name, environmentFor(hosting, app.name));
  const fetch = clientFetch(hosting.keys.apps.client);
  const scheme = keys.server === undefined ? 'http' : 'https';
  return startNode({
    hosting,
    name: app.name,
    title: app.title,
    args: [app.entry],
    isReady: () => answers(fetch, `${scheme}://127.0.0.1:${port}${app.healthPath}`),
    readyWithin: 60_000,
  });
}

/** Starts the generator of sample events; it waits for Kafka, and a first start writes the past. Ready when it has said so in the file that it is given. */
export function startSamples(hosting: Hosting, rate: number): Promise<Part> {
  const ready = join(pathsIn(hosting.dataDir).run, 'samples.ready');
  // That of an earlier start says nothing of this one.
  rmSync(ready, { force: true });
  return startNode({
    hosting,
    name: 'samples',
    title: 'Sample events',
    args: ['apps/samples/src/main.ts', '--rate', String(rate), '--ready-file', ready],
    isReady: async () => existsSync(ready),
    readyWithin: 180_000,
  });
}

/** A small young generation: the apps hold little, and several of them share a person's machine. */
const smallHeap = ['--max-semi-space-size=4'];

interface NodePart {
  readonly hosting: Hosting;
  readonly name: App['name'] | 'samples';
  readonly title: string;
  readonly args: readonly string[];
  readonly isReady: () => Promise<boolean>;
  /** Milliseconds. */
  readonly readyWithin: number;
}

function startNode({ hosting, name, title, args, isReady, readyWithin }: NodePart): Promise<Part> {
  const { logs, run } = pathsIn(hosting.dataDir);
  const [entry = '', ...rest] = args;
  return startPart({
    title,
    command: process.execPath,
    args: [...smallHeap, join(projectDir, entry), ...rest],
    env: environmentFor(hosting, name),
    logFile: join(logs, `${name}.log`),
    pidFile: join(run, `${name}.pid`),
    grace: 2000,
    isReady,
    readyWithin,
    announce: hosting.announce,
    signal: hosting.signal,
  });
}
