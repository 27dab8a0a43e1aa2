import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fetch } from '@headrace/client';
import { drivers } from '@headrace/connections/server';
import { JobManager, SqlGateway } from '@headrace/flink';
import type { ConnectionView } from '@headrace/flow';
import type { Environment, Logger } from '@headrace/http';
import { readCredentials } from '@headrace/kafka';
import type { Call, Sizes } from '@headrace/service';
import { clientFetch } from '@headrace/tls';
import { Connections } from './features/connections/connections.ts';
import { Broadcast } from './features/events/broadcast.ts';
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
import { waitForFlink } from './flink/wait-for-flink.ts';
import { Clients } from './outside/clients.ts';
import { Checker } from './planner/checker.ts';
import { FlowReader } from './reading/flow-reader.ts';
import type { Action } from './store/action.ts';
import type { NewEvent } from './store/event-log.ts';
import { EventTail } from './store/event-tail.ts';
import { Housekeeping } from './store/housekeeping.ts';
import { installationOf } from './store/installation.ts';
import { Leases } from './store/leases.ts';
import { Membership } from './store/membership.ts';
import { openStore } from './store/open.ts';
import { dialectOf } from './store/setting.ts';

export type Services = Awaited<ReturnType<typeof startServices>>;

/** All parts of the backend, wired. They begin to look after previews and runs at once. */
export async function startServices(env: Environment, log: Logger, sizes?: Sizes) {
  const onError = (error: unknown) => log.error({ err: error }, 'a fault of our own');
  const store = await openStore(dialectOf(env.database, join(env.dataDir, 'backend'), onError));
  const leases = new Leases(store);
  // Nobody else works on a store of one backend: what an earlier process held is free.
  if (!store.dialect.isShared) await leases.clear();
  const membership = new Membership({ leases, onError });
  await membership.start();
  const isLeader = () => membership.isLeader;
  const keys = env.keys.flink;
  const gateway = new SqlGateway({ url: env.address('sql-gateway'), keys });
  const jobManager = new JobManager({ url: env.address('jobmanager'), keys });
  const toApps = clientFetch(env.keys.client);
  const fetchFromKafkaAdmin: Fetch = (path, init) => toApps(env.address('kafka-admin') + path, init);
  const connections = new Connections(env.connectionsFile);
  const clients = new Clients(drivers, readCredentials(env.kafkaCredentials));
  const reader = new FlowReader();
  const checker = new Checker(gateway, reader, connections.views, clients);
  const flowStore = new FlowStore({ store, names: reader, sizes });
  const folder = (name: string) => pathToFileURL(join(env.dataDir, 'flink', name)).href;
  const folders = { checkpoints: folder('checkpoints'), savepoints: folder('savepoints') };
  const runs = new Runs({
    store: new RunStore(store),
    jobManager,
    checker,
    clients,
    folders,
    launch: (order) => launch(gateway, clients, folders, order),
    textOf: (flowId, version) => flowStore.textOf(flowId, version),
    isLeader,
    now: Date.now,
    random: Math.random,
    onError,
  });
  const note = ({ now, actor }: Call, event: Pick<NewEvent, 'action' | 'flow' | 'subject'>) =>
    store.transaction(async (t) => t.record({ at: now, actor: actor.id, ...event }));
  const summaries = new Summaries(reader, connections.views, (compiled) => checker.remembered(compiled));
  const flows = new Flows({ store: flowStore, runs, summaries });
  const names = new PreviewJobs(await installationOf(store), membership.id);
  const previews = new Previews({
    gateway,
    jobManager,
    names,
    checker,
    flows,
    clients,
    opened: (call, flow) => note(call, { action: 'preview.open', ...(flow === undefined ? {} : { flow }) }),
    onError,
    sizes,
  });
  const orphans = new OrphanJobs({
    jobManager,
    names,
    isOpen: (name) => previews.isOpen(name),
    living: () => membership.living(),
    onError,
  });
  const bus = new EventBus();
  const broadcast = new Broadcast({ bus, flow: (id) => flows.summaryOf(id), run: (id) => runs.get(id), onError });
  const tail = new EventTail({ store, onError });
  tail.listen((event) => broadcast.take(event));
  // Whoever follows the runs does at once what a person asked for, here or at another backend.
  tail.listen(({ action }) => {
    if (action === 'run.stop') void runs.look().catch(onError);
  });
  await tail.start();
  const housekeeping = new Housekeeping({ store, leases, isLeader, now: Date.now, onError });
  housekeeping.start();
  runs.watch();
  void orphans.start();
  const closing = new AbortController();
  void waitForFlink(gateway, closing.signal).then((answers) => {
    if (answers) for (const part of [checker, previews, clients]) void part.warm();
  });
  return {
    noteResource: (call: Call, action: Action, connection: string, resource: string) =>
      note(call, { action, subject: `${connection}/${resource}` }),
    gateway,
    jobManager,
    fetchFromKafkaAdmin,
    clientOf: (connection: ConnectionView) => clients.of(connection),
    connections,
    checker,
    flows,
    bus,
    previews,
    runs,
    store,
    examples: loadExamples(),
    close: async () => {
      closing.abort();
      runs.close();
      orphans.stop();
      housekeeping.stop();
      tail.stop();
      await previews.close();
      await checker.close();
      await reader.close();
      await clients.close();
      await membership.stop().catch(onError);
      await store.close();
    },
  };
}
