import { setTimeout as sleep } from 'node:timers/promises';
import { FlinkUnreachable } from '@headrace/flink';
import { portOf } from '@headrace/topology';
import type { Host } from '../support/network/host.ts';
import type { Cluster } from './flink/cluster.ts';
import { type Job, withJob } from './flink/job.ts';
import { reportOf } from './flink/rows.ts';
import { counts, eventsOf, firstRows, inSession, keyedShuffle, numbers } from './flink/sql.ts';
import { eventually, until } from './flink/wait.ts';

/** Where effects are looked for. */
export interface Scene {
  readonly cluster: Cluster;
  readonly host: (name: string) => Host;
  /** A jar with the function `Shout`. */
  readonly userJar: string;
}

/** Whether something is so within that many ms. Each begins its connections anew. */
type Effect = (scene: Scene, within: number) => Promise<boolean>;

const ofAJob =
  (ask: (job: Job) => Promise<boolean>): Effect =>
  ({ cluster, host }, within) =>
    withJob(cluster, host('backend'), (job) => eventually(() => ask(job), within));

const scrape =
  (name: string): Effect =>
  ({ host }, within) =>
    eventually(async () => (await reportOf(host(name), host('scraper'))).includes('flink_'), within);

const asksJobManager =
  (name: string): Effect =>
  ({ host }, within) =>
    eventually(async () => {
      const { url, close } = await host(name).forward(host('jobmanager').address, portOf('jobmanager'));
      const answer = await fetch(`${url}/jobs/overview`, { signal: AbortSignal.timeout(2500) }).finally(close);
      return answer.ok;
    }, within);

/** A gateway that cannot be reached, or takes its time to answer on a busy machine, is asked again. */
const select =
  (query: string, ...setup: string[]): Effect =>
  async ({ cluster, host }, within) => {
    await cluster.untilFree();
    const end = Date.now() + within;
    const showsRows = (patience: number) =>
      inSession(host('backend'), cluster.sqlGateway, {}, async (session) => {
        for (const statement of setup) await session.configure(statement);
        return (await firstRows(session, query, patience)).length > 0;
      }).catch((error) => {
        if (error instanceof FlinkUnreachable) return false;
        throw error;
      });
    do {
      if (await showsRows(end - Date.now())) return true;
    } while (Date.now() < end);
    return false;
  };

/** Flink keeps some connections for the next job: they are ended, so that it begins them anew. */
async function cutAll({ cluster }: Pick<Scene, 'cluster'>, listener: string): Promise<void> {
  await Promise.all(cluster.hosts.taskManagers.map((host) => host.cut(portOf('taskmanager', listener))));
}

/**
 * Whether a job is cancelled after all connections between JobManager and TaskManagers broke. A TaskManager that happens to
 * answer at that moment connects anew and hides it, so once proves little.
 */
const cancelledAfterCut: Effect = (scene, within) =>
  withJob(
    scene.cluster,
    scene.host('backend'),
    async (job) => {
      await until('rows cross', async () => (await job.rows()) > 0);
      await Promise.all([scene.host('jobmanager').cut(portOf('jobmanager', 'rpc')), cutAll(scene, 'rpc')]);
      // Meanwhile the JobManager tries to reach them: its heartbeats go out each second.
      await sleep(2000);
      await scene.cluster.jobManager.cancel(job.id);
      return eventually(async () => (await job.state()) === 'CANCELED', within);
    },
    { checkpoints: false },
  );

/** What Flink does, by what is seen of it. */
export const effects = {
  'TaskManagers register': async ({ cluster, host }, within) => {
    await cluster.replaceTaskManager(host('taskmanager-2'));
    return eventually(async () => (await cluster.slots()).total === 2, within);
  },
  'rows cross from TaskManager to TaskManager': async (scene, within) => {
    await cutAll(scene, 'data');
    return ofAJob(async (job) => (await job.rows()) > 0)(scene, within);
  },
  'a job is cancelled after the connections to its TaskManagers broke': async (scene, within) => {
    for (let attempt = 0; attempt < 2; attempt++) if (!(await cancelledAfterCut(scene, within))) return false;
    return true;
  },
  'metrics of tasks are shown': async (scene, within) => {
    // A new one, since the connection to an old one is kept, and a broken one is missed for a long time.
    await scene.cluster.replaceTaskManager(scene.host('taskmanager-2'));
    return ofAJob((job) => job.hasMetrics())(scene, within);
  },
  'a preview shows rows': select('SELECT k, v FROM numbers', numbers),
  'a job with a jar of the user runs': ({ cluster, host, userJar }, within) => {
    const setup = [numbers, counts, `CREATE TEMPORARY FUNCTION shout AS 'Shout' USING JAR '${userJar}'`];
    const statement = keyedShuffle.replace('FROM numbers', "FROM numbers WHERE shout(v) <> ''");
    const moves = (job: Job) => eventually(async () => (await job.rows()) > 0, within);
    return withJob(cluster, host('backend'), moves, { setup, statement });
  },
  'a job reads from Kafka': (scene, within) =>
    select('SELECT k, v FROM events', eventsOf(scene.host('kafka')))(scene, within),
  'the SQL gateway asks the JobManager': select('SHOW JOBS'),
  'the backend asks the JobManager': asksJobManager('backend'),
  'the Flink operator asks the JobManager': asksJobManager('flink-operator'),
  'the backend asks the SQL gateway': select('SHOW CATALOGS'),
  'Prometheus scrapes the JobManager': scrape('jobmanager'),
  'Prometheus scrapes TaskManagers': scrape('taskmanager-1'),
} as const satisfies Readonly<Record<string, Effect>>;

export type EffectName = keyof typeof effects;
