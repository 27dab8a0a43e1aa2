import type { JobManager } from '@headrace/flink';
import type { CountedNode } from '@headrace/flow';
import type { FlowResources } from '../../reading/flow-resources.ts';

const source = 'Source: KafkaSource-default_catalog.default_database.orders.source';
const scope = 'Source__KafkaSource-default_catalog_default_database_orders_source';

/** A JobManager with one job, whose counters a test sets: a source `orders`, a window `sums` and a destination `out`. */
export class CountingJobManager {
  read = 0;
  unreadable = 0;
  late = 0;
  untimed = 0;
  /** The job's metrics are not there: it begins, or has ended. */
  isSilent = false;
  /** Thrown by every call. */
  fault: Error | undefined;
  /** Jobs that were asked for. */
  readonly asked: string[] = [];

  get jobManager(): JobManager {
    return this as unknown as JobManager;
  }

  async plan(id: string) {
    this.asked.push(id);
    if (this.fault) throw this.fault;
    const description = `${source}<br/>+- [2]:WindowAggregate(select=[COUNT(*) AS n])<br/>+- out.sink[3]: Writer<br/>`;
    return { plan: { nodes: [{ id: 'v', parallelism: 1, description }] } };
  }

  async metricNames() {
    if (this.fault) throw this.fault;
    return this.isSilent ? [] : Object.keys(this.values());
  }

  async metricSums(_: string, __: string, names: readonly string[]) {
    return names.map((id) => ({ id, sum: this.values()[id] ?? 0 }));
  }

  async metricValues() {
    return ['partition 1, offset 7\nIt is empty.'];
  }

  private values(): Record<string, number> {
    return {
      [`${scope}.numRecordsOut`]: this.read - this.unreadable,
      [`${scope}.deserializer.headrace.read`]: this.read,
      [`${scope}.deserializer.headrace.deleted`]: 0,
      [`${scope}.deserializer.headrace.unreadable`]: this.unreadable,
      [`${scope}.deserializer.headrace.emptied`]: 0,
      [`${scope}.deserializer.headrace.untimed`]: this.untimed,
      'WindowAggregate[2].numRecordsIn': this.read - this.unreadable,
      'WindowAggregate[2].numLateRecordsDropped': this.late,
      'out_sink[3]__Writer.numRecordsSend': 5,
    };
  }
}

const nodes: readonly CountedNode[] = [
  { node: 'orders', feeds: [], ports: ['orders'] },
  { node: 'sums', feeds: ['orders'], ports: ['sums'], windowed: ['n'] },
  { node: 'out', feeds: ['sums'], ports: [] },
];

/** The flow of that job. */
export const countedFacts: FlowResources = {
  tables: (['source', 'sink'] as const).map((role) => ({
    table: role === 'source' ? 'orders.source' : 'out.sink',
    node: role === 'source' ? 'orders' : 'out',
    role,
    topic: 'ORDERS',
    servers: 'a broker',
    idleTimeout: 0,
  })),
  written: [],
  nodes,
};
