import { FlinkRefused, Session, SqlGateway } from '@headrace/flink';
import { expect, inject, test } from 'vitest';
import { previewSettings } from '../../../apps/backend/src/features/previews/session-pool.ts';

const { sqlGateway, flinkKeys } = inject('engine');

const hint = `/*+ OPTIONS('properties.bootstrap.servers' = 'evil.example:9092') */`;

test.each([
  ['the engine as it is configured', {}],
  ["the backend's sessions", previewSettings],
])('%s refuses a query hint', async (_, properties) => {
  const session = new Session(new SqlGateway({ url: sqlGateway, keys: flinkKeys }), { properties });
  try {
    await session.configure(
      "CREATE TEMPORARY TABLE `orders` (`id` STRING) WITH ('connector' = 'kafka', 'topic' = 'orders', 'properties.bootstrap.servers' = '127.0.0.1:1', 'scan.startup.mode' = 'earliest-offset', 'format' = 'raw')",
    );
    const explain = async (text: string) => (await session.submit(text)).all();
    expect(await explain('EXPLAIN SELECT * FROM `orders`')).toHaveLength(1);
    const refused = await explain(`EXPLAIN SELECT * FROM \`orders\` ${hint}`).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FlinkRefused);
    expect((refused as FlinkRefused).trace).toContain("'table.dynamic-table-options.enabled'");
  } finally {
    await session.close();
  }
});
