import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { FlinkRefused } from '../rest/errors.ts';
import { Anything, type Call, type FlinkAddress, type RestOptions, request, restOptions } from '../rest/request.ts';
import {
  Checkpoints,
  Cluster,
  Exceptions,
  JobDetail,
  JobOverview,
  JobPlan,
  Metric,
  MetricSum,
  SavepointStatus,
} from './types.ts';

const Jobs = z.object({ jobs: z.array(JobOverview).readonly() });
const Triggered = z.object({ 'request-id': z.string() });
const Metrics = z.array(Metric).readonly();
const MetricSums = z.array(MetricSum).readonly();
const MetricNames = z.array(z.object({ id: z.string() })).readonly();

/** The JobManager's REST API, as far as flows need it. All calls throw FlinkUnreachable or FlinkRefused. */
export class JobManager {
  private readonly rest: RestOptions;

  /** A request may take 10 s by default. */
  constructor(address: FlinkAddress) {
    this.rest = restOptions('jobmanager', address, 10_000);
  }

  /** Task managers and slots. */
  overview(signal?: AbortSignal): Promise<Cluster> {
    return this.get(Cluster, '/overview', signal);
  }

  /** All jobs that the cluster still knows, ended ones too. */
  async jobs(signal?: AbortSignal): Promise<readonly JobOverview[]> {
    return (await this.get(Jobs, '/jobs/overview', signal)).jobs;
  }

  /** A job, or undefined when the cluster does not know it. */
  async job(id: string, signal?: AbortSignal): Promise<JobDetail | undefined> {
    try {
      return await this.get(JobDetail, `/jobs/${id}`, signal);
    } catch (error) {
      if (error instanceof FlinkRefused && error.status === 404) return undefined;
      throw error;
    }
  }

  checkpoints(id: string, signal?: AbortSignal): Promise<Checkpoints> {
    return this.get(Checkpoints, `/jobs/${id}/checkpoints`, signal);
  }

  /** Newest first. */
  exceptions(id: string, signal?: AbortSignal): Promise<Exceptions> {
    return this.get(Exceptions, `/jobs/${id}/exceptions?maxExceptions=5`, signal);
  }

  /** Ends a job without a savepoint; a job that has ended already is fine. */
  async cancel(id: string): Promise<void> {
    try {
      await this.call({ method: 'PATCH', path: `/jobs/${id}?mode=cancel` }, Anything);
    } catch (error) {
      if (!(error instanceof FlinkRefused && (error.status === 404 || error.status === 409))) throw error;
    }
  }

  /**
   * Takes a savepoint into a folder (a URL) and ends the job with it.
   * @returns where the savepoint lies
   * @throws FlinkRefused when it could not be taken; the job runs on
   */
  async stopWithSavepoint(id: string, targetDirectory: string, signal?: AbortSignal): Promise<string> {
    const trigger = {
      method: 'POST',
      path: `/jobs/${id}/stop`,
      body: { drain: false, targetDirectory },
      signal,
    } as const;
    const { 'request-id': requestId } = await this.call(trigger, Triggered);
    for (;;) {
      const answer = await this.get(SavepointStatus, `/jobs/${id}/savepoints/${requestId}`, signal);
      if (answer.status.id === 'COMPLETED') {
        const { location, 'failure-cause': failure } = answer.operation ?? {};
        if (typeof location === 'string') return location;
        const trace = failure?.['stack-trace'] ?? '';
        throw new FlinkRefused('jobmanager', 500, savepointReason(trace), trace);
      }
      await sleep(100, undefined, signal ? { signal } : {});
    }
  }

  /** How often a job was begun again after a failure. */
  async restarts(id: string, signal?: AbortSignal): Promise<number> {
    const found = await this.get(Metrics, `/jobs/${id}/metrics?get=numRestarts`, signal);
    return Number(found[0]?.value ?? 0);
  }

  plan(id: string, signal?: AbortSignal): Promise<JobPlan> {
    return this.get(JobPlan, `/jobs/${id}/plan`, signal);
  }

  /** Names of the metrics of a vertex's subtasks. The first look at a job finds none: Flink begins to fetch them with it. */
  async metricNames(id: string, vertex: string, signal?: AbortSignal): Promise<readonly string[]> {
    const found = await this.get(MetricNames, `/jobs/${id}/vertices/${vertex}/subtasks/metrics`, signal);
    return found.map((m) => m.id);
  }

  /** The sum of each metric over the subtasks of a vertex; metrics that are gone are left out. */
  async metricSums(id: string, vertex: string, names: readonly string[], signal?: AbortSignal): Promise<MetricSum[]> {
    const ask = (some: readonly string[]) =>
      this.get(
        MetricSums,
        `/jobs/${id}/vertices/${vertex}/subtasks/metrics?agg=sum&get=${some.map(encodeURIComponent).join()}`,
        signal,
      );
    return (await Promise.all(inRequests(names).map(ask))).flat();
  }

  /** The values of a metric in each subtask of a vertex, also of one that is a text. */
  async metricValues(
    id: string,
    vertex: string,
    name: string,
    parallelism: number,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const names = Array.from({ length: parallelism }, (_, i) => `${i}.${name}`);
    const ask = (some: readonly string[]) =>
      this.get(Metrics, `/jobs/${id}/vertices/${vertex}/metrics?get=${some.map(encodeURIComponent).join()}`, signal);
    return (await Promise.all(inRequests(names).map(ask))).flat().map((m) => m.value);
  }

  private get<T>(schema: z.ZodType<T>, path: string, signal: AbortSignal | undefined): Promise<T> {
    return this.call({ path, signal }, schema);
  }

  private call<T>(call: Call, schema: z.ZodType<T>): Promise<T> {
    return request(this.rest, call, schema);
  }
}

function savepointReason(trace: string): string {
  return trace.includes('Not all required tasks are currently running')
    ? 'not all parts of the job are running, so no savepoint can be taken now'
    : 'the savepoint could not be taken';
}

/** Characters of names in one request: Netty takes a first line of 4,096 at most, and encoding may triple a name. */
const mostNames = 1_000;

function inRequests(names: readonly string[]): string[][] {
  const requests: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const name of names) {
    if (length + name.length > mostNames) {
      requests.push([]);
      length = 0;
    }
    requests.at(-1)?.push(name);
    length += name.length;
  }
  return requests;
}
