import { type FlowDocument, NodeSchema } from '@headrace/flow';
import * as z from 'zod';

const Value: z.ZodType = z.json();
const Column = z.strictObject({ name: z.string(), type: z.string() });

/** A message of a topic as a case writes it: `value` as JSON, or `raw` for what is none. */
export const CaseMessage = z.strictObject({
  key: z.string().nullable().default(null),
  headers: z.record(z.string(), z.string()).default({}),
  /** Milliseconds since the epoch. */
  timestamp: z.int().default(1_775_548_800_000),
  value: Value.optional(),
  raw: z.string().optional(),
});
export type CaseMessage = z.infer<typeof CaseMessage>;

/**
 * One case of a node type, a file in its `cases/`: configuration and input, and what must come out. The SQL half is
 * checked without an engine; the rows half runs on real Flink and Kafka.
 */
export const NodeCase = z.strictObject({
  /** What it shows, as a sentence. */
  about: z.string(),
  node: NodeSchema.omit({ from: true }),
  /** For nodes with inputs: for each input port its columns and rows (in the order of the columns). */
  inputs: z
    .record(
      z.string(),
      z.strictObject({
        columns: z.array(Column),
        eventTime: z.string().optional(),
        lateness: z.string().optional(),
        rows: z.array(z.array(Value)),
      }),
    )
    .default({}),
  /** For sources: what is in the topic. */
  messages: z.array(CaseMessage).default([]),
  /** The SQL of each port, and of tables and inserts under `table` and `insert`. */
  sql: z.record(z.string(), z.string()).default({}),
  /** The rows of each port, as the preview shows them (texts and nulls; numbers compare as numbers); a changelog as it ends. */
  rows: z.record(z.string(), z.array(z.array(Value))).optional(),
  /** For sources: the rows that Flink's own format gives where it gives others; empty where they do not matter. */
  flinkRows: z.record(z.string(), z.array(z.array(Value))).optional(),
  /** For destinations: the messages written. */
  written: z
    .array(z.strictObject({ key: Value, headers: z.record(z.string(), z.string()).default({}), value: Value }))
    .optional(),
  /** Codes of the diagnostics expected, when it is a case of a fault. */
  diagnostics: z.array(z.string()).default([]),
});
export type NodeCase = z.infer<typeof NodeCase>;

/** The name of the node under test in the flow of a case. */
export const tested = 'tested';

/** The topic that feeds an input of a case (or the source under test, without an input). */
export function caseTopic(prefix: string, input: string): string {
  return `${prefix}-${input}`;
}

/** The flow around the node under test: a source for each of its inputs. */
export function caseFlow(c: NodeCase, prefix: string): FlowDocument {
  const sources = Object.entries(c.inputs).map(([port, input]) => [
    port,
    {
      type: 'kafka-source',
      config: {
        connection: 'local',
        topic: caseTopic(prefix, port),
        columns: input.columns,
        eventTime:
          input.eventTime === undefined
            ? { from: 'kafka', name: 'kafka_time' }
            : { from: 'column', column: input.eventTime },
        lateness: input.lateness ?? '0 s',
      },
    },
  ]);
  const ports = Object.keys(c.inputs);
  return {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: prefix },
    spec: {
      nodes: {
        ...Object.fromEntries(sources),
        [tested]: {
          ...c.node,
          config: withTopic(c.node.config ?? {}, prefix, ports.length === 0 ? 'source' : 'written'),
          ...(ports.length > 0 ? { from: Object.fromEntries(ports.map((p) => [p, p])) } : {}),
        },
      },
    },
  };
}

/** Cases leave the topic to the runner, so that each run has its own. */
function withTopic(config: Record<string, unknown>, prefix: string, role: string): Record<string, unknown> {
  return config.topic === '$topic' ? { ...config, topic: caseTopic(prefix, role) } : config;
}
