import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { configYaml, type EngineHome, jvmFlags, moduleFlags, readable } from '@headrace/engine';
import { JobManager } from '@headrace/flink';
import type { PinnedSetting } from '@headrace/netpol';
import { portOf } from '@headrace/topology';
import type { Host } from '../../support/network/host.ts';
import { type Running, startOn } from './process.ts';
import { until } from './wait.ts';

/** On which hosts the processes of a Flink cluster run. */
export interface ClusterHosts {
  readonly jobManager: Host;
  readonly taskManagers: readonly Host[];
}

const gatewayName = 'sql-gateway';

/** A session cluster with a process of its own on each host, one slot for each TaskManager. */
export class Cluster {
  readonly hosts: ClusterHosts;
  private gateway: Host;
  private readonly home: EngineHome;
  private readonly folder: string;
  private readonly pinned: readonly PinnedSetting[];
  private readonly running = new Map<string, Running>();
  /** The JobManager as it sees itself, whatever the policies say. */
  private own: { client: JobManager; url: string } | undefined;

  /** @param pinned the settings that the generated policies say Flink must have */
  constructor(
    home: EngineHome,
    folder: string,
    hosts: ClusterHosts & { readonly sqlGateway: Host },
    pinned: readonly PinnedSetting[],
  ) {
    this.hosts = hosts;
    this.gateway = hosts.sqlGateway;
    this.home = home;
    this.folder = folder;
    this.pinned = pinned;
  }

  /** Starts JobManager, TaskManagers and SQL gateway; ready when the slots are there and the gateway answers. */
  async start(): Promise<void> {
    const { jobManager, taskManagers } = this.hosts;
    mkdirSync(join(this.folder, 'conf'), { recursive: true });
    this.startOne(jobManager, 'org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint');
    const gateway = this.startGateway(this.gateway);
    await Promise.all(taskManagers.map((host) => this.startTaskManager(host)));
    const { url } = await jobManager.forward(jobManager.address, portOf('jobmanager'));
    this.own = { client: new JobManager({ url }), url };
    await until('the TaskManagers have registered', async () => (await this.slots()).total === taskManagers.length);
    await gateway;
  }

  /** The cluster from within the JobManager's own pod. */
  get jobManager(): JobManager {
    if (!this.own) throw new Error('the cluster was not started');
    return this.own.client;
  }

  async slots(): Promise<{ total: number; free: number }> {
    const found = await this.jobManager.overview();
    return { total: found['slots-total'], free: found['slots-available'] };
  }

  /** Waits until what ran before has ended. */
  untilFree(): Promise<void> {
    const all = this.hosts.taskManagers.length;
    return until('all slots are free', async () => (await this.slots()).free === all);
  }

  /** Whether the REST API has rows counted for every subtask of a job. */
  async hasMetrics(job: string): Promise<boolean> {
    const vertices = (await this.jobManager.job(job))?.vertices ?? [];
    const paths = vertices.flatMap(({ id, parallelism }) =>
      Array.from({ length: parallelism }, (_, subtask) => `${id}/subtasks/${subtask}`),
    );
    const found = await Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(`${this.own?.url}/jobs/${job}/vertices/${path}/metrics?get=numRecordsIn`);
        return ((await answer.json()) as readonly unknown[]).length > 0;
      }),
    );
    return found.length > 0 && found.every(Boolean);
  }

  /** Starts a TaskManager, with the sysctl that the policies want in its pod. */
  private async startTaskManager(host: Host): Promise<void> {
    for (const { kind, key, value } of this.pinned)
      if (kind === 'sysctl') await host.run('sh', '-c', `echo ${value} > /proc/sys/${key.replaceAll('.', '/')}`);
    this.startOne(host, 'org.apache.flink.runtime.taskexecutor.TaskManagerRunner');
  }

  /** The host on which the SQL gateway runs. */
  get sqlGateway(): Host {
    return this.gateway;
  }

  /** Ends the SQL gateway and starts it on another host. */
  async moveGateway(host: Host): Promise<void> {
    await this.stopOne(gatewayName);
    this.gateway = host;
    await this.startGateway(host);
  }

  private async startGateway(host: Host): Promise<void> {
    this.startOne(host, 'org.apache.flink.table.gateway.SqlGateway', gatewayName);
    await until(
      'the SQL gateway answers',
      async () => (await host.probe(host.address, portOf('sql-gateway'))) === 'open',
    );
  }

  /** Ends a TaskManager, waits until the JobManager has seen it, and starts another on the host. */
  async replaceTaskManager(host: Host): Promise<void> {
    await this.stopOne(host.name);
    await until('the JobManager misses the TaskManager', async () => {
      return (await this.slots()).total < this.hosts.taskManagers.length;
    });
    await this.startTaskManager(host);
  }

  private async stopOne(name: string): Promise<void> {
    await this.running.get(name)?.stop();
    this.running.delete(name);
  }

  private startOne(host: Host, main: string, name = host.name): void {
    const conf = join(this.folder, 'conf', name);
    mkdirSync(conf, { recursive: true });
    writeFileSync(join(conf, 'config.yaml'), configYaml(this.settings(host)));
    const { java, log4j, flinkStarter, flinkJson, flinkJars } = this.home;
    const command = [
      java,
      ...jvmFlags({ heap: '256m', log4j, archive: readable(this.home.rehearsed).flink }),
      ...moduleFlags,
      '-cp',
      [flinkStarter, flinkJson, join(flinkJars, '*')].join(delimiter),
      main,
      ...(main.endsWith('SqlGateway') ? [] : ['--configDir', conf]),
    ];
    this.running.set(name, startOn(host, this.folder, name, command, { FLINK_CONF_DIR: conf }));
  }

  /**
   * What Flink on Kubernetes has, which fixes the ports of blob server and TaskManager RPC by itself, and what the policies
   * ask for. Metrics are fetched more often than usual, and a connection that does not come about is given up sooner.
   * Source: org.apache.flink.kubernetes.utils.KubernetesUtils.checkAndUpdatePortConfigOption
   */
  private settings(host: Host): Record<string, string | number | boolean> {
    const { jobManager } = this.hosts;
    return {
      'execution.target': 'remote',
      'rest.address': jobManager.address,
      'rest.bind-address': '0.0.0.0',
      'jobmanager.rpc.address': jobManager.address,
      'jobmanager.bind-host': '0.0.0.0',
      'blob.server.port': portOf('jobmanager', 'blob'),
      'taskmanager.host': host.address,
      'taskmanager.bind-host': '0.0.0.0',
      'taskmanager.rpc.port': portOf('taskmanager', 'rpc'),
      'taskmanager.numberOfTaskSlots': 1,
      'taskmanager.cpu.cores': '1.0',
      'taskmanager.memory.framework.heap.size': '64m',
      'taskmanager.memory.framework.off-heap.size': '64m',
      'taskmanager.memory.task.heap.size': '64m',
      'taskmanager.memory.task.off-heap.size': '0m',
      'taskmanager.memory.managed.size': '32m',
      'taskmanager.memory.network.min': '32m',
      'taskmanager.memory.network.max': '32m',
      'taskmanager.memory.jvm-metaspace.size': '192m',
      'taskmanager.memory.jvm-overhead.min': '64m',
      'taskmanager.memory.jvm-overhead.max': '64m',
      'sql-gateway.endpoint.rest.address': host.address,
      'sql-gateway.endpoint.rest.bind-address': '0.0.0.0',
      'metrics.reporter.prom.factory.class': 'org.apache.flink.metrics.prometheus.PrometheusReporterFactory',
      'metrics.reporter.prom.port': portOf('jobmanager', 'metrics'),
      'metrics.fetcher.update-interval': '500 ms',
      // A question for metrics that was lost is waited for as long as this, and no other is put meanwhile.
      'web.timeout': '5 s',
      'heartbeat.interval': '1 s',
      // A connection that breaks is made again: no TaskManager is given up for the few heartbeats that are lost with it.
      'heartbeat.rpc-failure-threshold': 15,
      'heartbeat.timeout': '20 s',
      'blob.client.connect.timeout': 1000,
      'blob.fetch.retries': 1,
      'slotmanager.requirement-check.delay': '0 ms',
      'io.tmp.dirs': this.folder,
      'execution.checkpointing.dir': `file://${join(this.folder, 'checkpoints')}`,
      ...Object.fromEntries(this.pinned.flatMap(({ kind, key, value }) => (kind === 'flink' ? [[key, value]] : []))),
    };
  }
}
