import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fetch } from '@headrace/client';
import { JobManager, SqlGateway } from '@headrace/flink';
import type { Environment, Logger, Sizes } from '@headrace/http';
import { readCredentials } from '@headrace/kafka';
import { clientFetch } from '@headrace/tls';
import { Connections } from './features/connections/connections.ts';
import { EventBus } from './features/events/event-bus.ts';
import { loadExamples } from './features/flows/examples.ts';
import { FlowStore } from './features/flows/flow-store.ts';
import { Flows } from './features/flows/flows.ts';
import { Summaries } from './features/flows/summaries.ts';
import { OrphanJobs } from './features/previews/orphan-jobs.ts';
import { Previews } from './features/previews/previews.ts';
import { launch } from './features/runs/launch.ts';
import { RunStore } from './features/runs/run-store.ts';
import { Runs } from './features/runs/runs.ts';
import { PreviewJobs } from './flink/job-names.ts';
import { flinkAnswers } from './flink/wait-for-flink.ts';
import { Clusters } from './kafka/clusters.ts';
import { Checker } from './planner/checker.ts';
import { FlowReader } from './reading/flow-reader.ts';
import { installationOf } from './store/installation.ts';
import { openStore } from './store/open.ts';

export type Services = Awaited<ReturnType<typeof startServices>>;

/** All parts of the backend, wired. They begin to look after previews and runs at once. */
export async function startServices(env: Environment, log: Logger, sizes?: Sizes) {
  const db = await openStore(join(env.dataDir, 'backend'));
  const keys = env.keys.flink;
  const gateway = new SqlGateway({ url: env.address('sql-gateway'), keys });
  const jobManager = new JobManager({ url: env.address('jobmanager'), keys });
  const toApps = clientFetch(env.keys.client);
  const fetchFromKafkaAdmin: Fetch = (path, init) => toApps(env.address('kafka-admin') + path, init);
  const report = (error: unknown) => log.error({ err: error }, 'a fault of our own');
  const connections = new Connections(env.connectionsFile);
  const clusters = new Clusters(readCredentials(env.kafkaCredentials));
  const events = new EventBus();
  const reader = new FlowReader();
  const checker = new Checker(gateway, reader, connections.views, clusters);
  const runStore = new RunStore(db);
  const summaries = new Summaries(reader, connections.views, (compiled) => checker.remembered(compiled));
  const flowStore = new FlowStore(db, reader, Date.now, sizes);
  const flows = new Flows(flowStore, runStore, summaries, events);
  const previewJobs = new PreviewJobs(await installationOf(db));
  const previews = new Previews(gateway, jobManager, previewJobs, checker, clusters, report, sizes);
  const reaper = new OrphanJobs(jobManager, previewJobs, (name) => previews.owns(name), report);
  const folder = (name: string) => pathToFileURL(join(env.dataDir, 'flink', name)).href;
  const folders = { checkpoints: folder('checkpoints'), savepoints: folder('savepoints') };
  const runs = new Runs({
    store: runStore,
    jobManager,
    checker,
    clusters,
    folders,
    launch: (order) => launch(gateway, clusters, folders, order),
    textOf: (flowId, version) => flowStore.textOf(flowId, version),
    now: Date.now,
    random: Math.random,
    changed: (run) => events.publish({ event: 'run', data: run }),
    report,
  });
  runs.watch();
  void reaper.start();
  const closing = new AbortController();
  void flinkAnswers(gateway, closing.signal).then((answers) => {
    if (answers) for (const part of [checker, previews, clusters]) void part.warm();
  });
  return {
    gateway,
    jobManager,
    fetchFromKafkaAdmin,
    connections,
    checker,
    flows,
    events,
    previews,
    runs,
    examples: loadExamples(),
    close: async () => {
      closing.abort();
      runs.close();
      reaper.stop();
      await previews.close();
      await checker.close();
      await reader.close();
      await clusters.close();
      await db.destroy();
    },
  };
}
