import { type ResultRow, Session, SqlGateway } from '@headrace/flink';
import { portOf } from '@headrace/topology';
import type { Host } from '../../support/network/host.ts';

/** Uses a session of the SQL gateway, as the backend does, from a host. What it holds ends with it. */
export async function inSession<T>(
  from: Host,
  gateway: Host,
  properties: Readonly<Record<string, string>>,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  const { url, close } = await from.forward(gateway.address, portOf('sql-gateway'));
  const session = new Session(new SqlGateway({ url, timeout: 10_000 }), { properties });
  try {
    return await use(session);
  } finally {
    await session.close();
    close();
  }
}

/** The first rows of a SELECT, or none when none has come after so many ms. */
export async function firstRows(session: Session, select: string, within: number): Promise<ResultRow[]> {
  const signal = AbortSignal.timeout(within);
  try {
    const operation = await session.submit(select, signal);
    for await (const { rows } of operation.pages({ signal })) if (rows.length > 0) return [...rows];
    return [];
  } catch (error) {
    if (signal.aborted) return [];
    throw error;
  }
}

/** Numbers without end, and two tables to put what comes of them. */
export const numbers = `CREATE TEMPORARY TABLE numbers (k INT, v STRING) WITH (
  'connector' = 'datagen', 'rows-per-second' = '200', 'fields.k.min' = '0', 'fields.k.max' = '999', 'fields.v.length' = '8')`;
export const counts = `CREATE TEMPORARY TABLE counts (k INT, n BIGINT) WITH ('connector' = 'blackhole')`;

/** Counting by key sends rows from each half of the job to the other. */
export const keyedShuffle = 'INSERT INTO counts SELECT k, COUNT(*) FROM numbers GROUP BY k';

/** The topic `events` of the broker on a host, from its beginning. */
export const eventsOf = (broker: Host): string => `CREATE TEMPORARY TABLE events (k INT, v STRING) WITH (
  'connector' = 'kafka', 'topic' = 'events', 'format' = 'json', 'scan.startup.mode' = 'earliest-offset',
  'properties.bootstrap.servers' = '${broker.address}:${portOf('kafka')}')`;

/** Writes a hundred events to the topic and waits until they are there. */
export const writeEvents = (from: Host, gateway: Host, broker: Host): Promise<void> =>
  inSession(from, gateway, { 'table.dml-sync': 'true' }, async (session) => {
    await session.configure(numbers.replace("'rows-per-second' = '200'", "'number-of-rows' = '100'"));
    await session.configure(eventsOf(broker));
    await (await session.submit('INSERT INTO events SELECT k, v FROM numbers')).all();
  });
