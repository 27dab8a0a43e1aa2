import type { JobPlan, PlanVertex } from '../jobmanager/types.ts';

/** An operator of a job's plan. */
export interface Operator {
  readonly vertex: PlanVertex;
  /** As the plan names it: `Calc[18]`, `Source: KafkaSource-default_catalog.default_database.orders.source`, `out.sink[22]: Writer`. */
  readonly name: string;
  /** What stands behind the name of a relational one: `(select=[id], where=[(n > 2)])`. */
  readonly does: string;
}

/** The operators of a plan. */
export function operatorsOf({ plan }: JobPlan): Operator[] {
  return plan.nodes.flatMap((vertex) =>
    vertex.description
      .split('<br/>')
      .map((line) => plain(line).replace(/^(?:[: ] {2})*(?:[:+]- )?/, ''))
      .filter((line) => line.trim() !== '')
      .map((line) => operator(vertex, line)),
  );
}

function operator(vertex: PlanVertex, line: string): Operator {
  const [whole, number, word] = /^\[(\d+)\]:(\w+)/.exec(line) ?? [];
  if (whole === undefined) return { vertex, name: line, does: '' };
  return { vertex, name: `${word}[${number}]`, does: line.slice(whole.length) };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };

function plain(html: string): string {
  return html.replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}

/** Characters of an operator's name that Flink keeps in a metric (`METRICS_OPERATOR_NAME_MAX_LENGTH`). */
const mostName = 80;

/** An operator's name in the names of its metrics. Source: Flink's OperatorMetricGroup and MetricQueryService. */
export function metricScope({ name }: Operator): string {
  return name.slice(0, mostName).replaceAll(/[ .:,]/g, '_');
}

/** The table that an operator reads, as the planner names the sources of a topic. */
export function tableRead({ name }: Operator): string | undefined {
  // The names of the catalog and its database, where temporary tables are, hold no dot.
  return /^Source: KafkaSource-[^.]+\.[^.]+\.(.+)$/s.exec(name)?.[1];
}

/** The table that an operator writes. */
export function tableWritten({ name }: Operator): string | undefined {
  const table = name.slice(0, Math.max(0, name.lastIndexOf('[')));
  return table !== '' && /^\[\d+\]: Writer$/.test(name.slice(table.length)) ? table : undefined;
}

/** Whether an operator closes windows, so that it is the one that drops what comes too late. */
export function closesWindows({ name }: Operator): boolean {
  return /^(?:Global)?WindowAggregate\[/.test(name);
}
