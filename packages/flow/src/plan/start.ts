import type { CreateTable } from './lower.ts';

/** Where reading begins. `time` in milliseconds since the epoch. `groups` goes on where the consumer group stopped. */
export type StartFrom =
  | { readonly kind: 'now' }
  | { readonly kind: 'earliest' }
  | { readonly kind: 'time'; readonly timestamp: number };

/**
 * The table with its reading begun elsewhere. A table that can begin elsewhere says so by having `scan.startup.mode`.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/connectors/table/kafka/#start-reading-position
 */
export function startingFrom(table: CreateTable, from: StartFrom): CreateTable {
  if (!('scan.startup.mode' in table.options)) return table;
  const options = { ...table.options };
  if (from.kind === 'time') {
    options['scan.startup.mode'] = 'timestamp';
    options['scan.startup.timestamp-millis'] = String(Math.max(0, Math.trunc(from.timestamp)));
  } else options['scan.startup.mode'] = from.kind === 'now' ? 'latest-offset' : 'earliest-offset';
  return { ...table, options };
}
