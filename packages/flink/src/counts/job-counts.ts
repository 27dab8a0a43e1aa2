import type { JobManager } from '../jobmanager/jobmanager.ts';
import type { PlanVertex } from '../jobmanager/types.ts';
import { closesWindows, metricScope, type Operator, operatorsOf, tableRead, tableWritten } from './operators.ts';

/**
 * What a source of a job did with the messages since its task began: read = rows + deleted + unreadable, where each object of
 * an array counts as a message.
 */
export interface SourceCounts {
  readonly read: number;
  /** Rows that it gave on. */
  readonly rows: number;
  /** Messages without a value. */
  readonly deleted: number;
  readonly unreadable: number;
  /** Messages with a property that was left empty because its value does not fit the type. */
  readonly emptied: number;
  /** Rows that it gave on without an event time. */
  readonly untimed: number;
  readonly unreadableExample: MessageExample | undefined;
  readonly emptiedExample: MessageExample | undefined;
}

/** The place of a message and what is wrong with it; nothing of the message itself. */
export interface MessageExample {
  readonly partition: number | undefined;
  readonly offset: number | undefined;
  readonly reason: string;
}

/** What an operator did that closes windows. */
export interface WindowCounts {
  /** The operator in the words of the plan: the names of its results stand there. */
  readonly does: string;
  /** Rows that reached it: those without an event time do not. */
  readonly rows: number;
  readonly late: number;
}

/** Counters of a job by the names of its tables, and of its windows by the names of their results. */
export interface JobCounts {
  readonly sources: ReadonlyMap<string, SourceCounts>;
  readonly written: ReadonlyMap<string, number>;
  /** Operators that close windows, with what they do in the words of the plan. */
  readonly windows: readonly WindowCounts[];
}

/** Follows the counters of one job. What Flink has not told yet is missing. */
export class JobCounter {
  private readonly jobManager: JobManager;
  private readonly id: string;
  private operators: readonly Operator[] | undefined;
  /** Vertices of which Flink has told the names of all counters that are wanted; they stay until the job ends. */
  private readonly complete = new Map<string, readonly string[]>();

  constructor(jobManager: JobManager, id: string) {
    this.jobManager = jobManager;
    this.id = id;
  }

  /** @throws FlinkUnreachable; FlinkRefused when the job is no longer known */
  async counts(signal?: AbortSignal): Promise<JobCounts> {
    const operators = this.operators ?? operatorsOf(await this.jobManager.plan(this.id, signal));
    // A job that is still initializing has no plan yet.
    if (operators.length > 0) this.operators = operators;
    const sources = new Map<string, SourceCounts>();
    const written = new Map<string, number>();
    const windows: WindowCounts[] = [];
    const vertices = Map.groupBy(operators, (o) => o.vertex);
    for (const [vertex, own] of vertices) {
      const metrics = await this.metricsOf(vertex, own, signal);
      for (const operator of own) {
        const number = (name: string) => metrics.get(`${metricScope(operator)}.${name}`);
        const [read, write] = [tableRead(operator), tableWritten(operator)];
        if (read !== undefined) {
          const found = await this.sourceCounts(operator, number, signal);
          if (found) sources.set(read, found);
        } else if (write !== undefined) {
          const sent = number('numRecordsSend');
          if (sent !== undefined) written.set(write, sent);
        } else if (closesWindows(operator)) {
          const [rows, late] = windowMetrics.map(number);
          if (rows !== undefined && late !== undefined) windows.push({ does: operator.does, rows, late });
        }
      }
    }
    return { sources, written, windows };
  }

  private async metricsOf(
    vertex: PlanVertex,
    operators: readonly Operator[],
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, number>> {
    const wanted = new Set(
      operators.flatMap((o) => {
        const scope = metricScope(o);
        if (tableRead(o) !== undefined) return sourceMetrics.map((name) => `${scope}.${name}`);
        if (tableWritten(o) !== undefined) return [`${scope}.numRecordsSend`];
        return closesWindows(o) ? windowMetrics.map((name) => `${scope}.${name}`) : [];
      }),
    );
    if (wanted.size === 0) return new Map();
    const there =
      this.complete.get(vertex.id) ??
      (await this.jobManager.metricNames(this.id, vertex.id, signal)).filter((name) => wanted.has(name));
    if (there.length === wanted.size) this.complete.set(vertex.id, there);
    const sums = there.length === 0 ? [] : await this.jobManager.metricSums(this.id, vertex.id, there, signal);
    return new Map(sums.map(({ id, sum }) => [id, sum]));
  }

  private async sourceCounts(
    operator: Operator,
    number: (name: string) => number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<SourceCounts | undefined> {
    const [rows, read, deleted, unreadable, emptied, untimed] = sourceMetrics.map(number);
    if (
      read === undefined ||
      deleted === undefined ||
      unreadable === undefined ||
      emptied === undefined ||
      untimed === undefined
    )
      return undefined;
    const example = async (name: string) => {
      const { id, parallelism } = operator.vertex;
      const metric = `${metricScope(operator)}.${name}`;
      const values = await this.jobManager.metricValues(this.id, id, metric, parallelism, signal);
      return exampleOf(values.find((value) => value !== ''));
    };
    return {
      read,
      rows: rows ?? 0,
      deleted,
      unreadable,
      emptied,
      untimed,
      unreadableExample: unreadable > 0 ? await example(`${ours}.unreadableExample`) : undefined,
      emptiedExample: emptied > 0 ? await example(`${ours}.emptiedExample`) : undefined,
    };
  }
}

/** Where packages/engine/json/ReaderMetrics.java counts. */
const ours = 'deserializer.headrace';
const sourceMetrics = [
  'numRecordsOut',
  ...['read', 'deleted', 'unreadable', 'emptied', 'untimed'].map((name) => `${ours}.${name}`),
];

const windowMetrics = ['numRecordsIn', 'numLateRecordsDropped'];

/** `partition 3, offset 17` and the reason in the next line. */
function exampleOf(text: string | undefined): MessageExample | undefined {
  if (text === undefined) return undefined;
  const [place = '', reason = ''] = text.split('\n', 2);
  const [, partition, offset] = /^partition (\d+), offset (\d+)$/.exec(place) ?? [];
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits));
  return { partition: number(partition), offset: number(offset), reason };
}
