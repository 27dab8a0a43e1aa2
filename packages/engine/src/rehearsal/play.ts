import { readFileSync } from 'node:fs';
import { Session, SqlGateway } from '@headrace/flink';
import { openKafka } from '@headrace/kafka';
import type { Engine } from '../engine.ts';

/** The topic that the statements read. */
const topic = 'orders';
/** As many seconds of events, one a second: some windows end. */
const seconds = 30;

/** How long it may take, ms. */
const patience = 180_000;

/** Plays a first preview: events in a topic, a check of a flow, and its rows until one of a window has come. */
export async function play(engine: Engine, statements: string, stop: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patience)]);
  await writeEvents(engine.bootstrapServers);
  const [table = '', view = '', describe = '', preview = ''] = readFileSync(statements, 'utf8')
    .replace(/(?<='properties\.bootstrap\.servers' = ')[^']*/, engine.bootstrapServers)
    .split(/;\n/);
  const session = new Session(new SqlGateway({ url: engine.sqlGateway, keys: engine.flinkKeys }), {
    properties: {
      'execution.runtime-mode': 'streaming',
      'parallelism.default': '1',
      'table.generated-code.max-length': '64000',
      'table.local-time-zone': 'UTC',
    },
  });
  await session.configure(table, signal);
  await session.configure(view, signal);
  await (await session.submit(describe, signal)).all({ signal });
  const rows = await session.submit(preview, signal);
  const aggregate = String(preview.match(/UNION ALL/g)?.length);
  for await (const page of rows.pages({ signal })) if (page.rows.some((row) => row.fields[0] === aggregate)) break;
  await session.close();
}

async function writeEvents(bootstrapServers: string): Promise<void> {
  const kafka = openKafka(bootstrapServers);
  try {
    await kafka.createTopic({ name: topic, partitions: 1 });
    const events = Array.from({ length: seconds }, (_, second) => ({
      id: `ID-${second}`,
      price: second / 4,
      quantity: second,
      region: second % 3 === 0 ? 'EMEA' : 'NA',
      ordertime: `2026-01-01 10:00:${String(second).padStart(2, '0')}.000`,
    }));
    const headers = { priority: 'HIGH' };
    await kafka.send(events.map((event) => ({ topic, key: event.region, value: JSON.stringify(event), headers })));
  } finally {
    await kafka.close();
  }
}
