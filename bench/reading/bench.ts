import { Session, SqlGateway } from '@headrace/flink';
import { openKafka } from '@headrace/kafka';
import { withEngine } from '../support/engine.ts';
import { type Benchmark, median, ratio } from '../support/measure.ts';

const events = 600_000;
const runs = 5;

/** The same table read by Flink's JSON format and by ours. */
const formats = {
  flink: `'value.format' = 'json', 'value.json.timestamp-format.standard' = 'ISO-8601', 'value.json.ignore-parse-errors' = 'true'`,
  headrace: `'value.format' = 'headrace-json', 'value.headrace-json.unreadable' = 'skip', 'properties.interceptor.classes' = 'dev.headrace.json.ReadRecords'`,
};

/** Queries of Nexmark: a pass-through, and a filter with computed columns. Source: https://github.com/nexmark/nexmark */
const queries: Readonly<Record<string, (table: string) => string>> = {
  q0: (table) => `INSERT INTO q0_out SELECT auction, bidder, price, \`dateTime\`, extra FROM ${table}`,
  q14: (table) => `INSERT INTO q14_out SELECT auction, bidder, 0.908 * price,
CASE WHEN HOUR(\`dateTime\`) BETWEEN 8 AND 18 THEN 'dayTime' WHEN HOUR(\`dateTime\`) <= 6 OR HOUR(\`dateTime\`) >= 20 THEN 'nightTime' ELSE 'otherTime' END,
\`dateTime\`, extra, CHAR_LENGTH(extra) - CHAR_LENGTH(REPLACE(extra, 'c', ''))
FROM ${table} WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000`,
};

/** How fast a topic is read by our format and by Flink's. */
export async function bench(): Promise<Benchmark> {
  return withEngine(async (place) => {
    const kafka = openKafka(place.bootstrapServers);
    await kafka.ensureTopics([{ name: 'BIDS', partitions: 1 }]);
    for (let i = 0; i < events; i += 5_000)
      await kafka.send(Array.from({ length: 5_000 }, (_, j) => ({ topic: 'BIDS', key: null, value: bid(i + j) })));
    await kafka.close();
    const session = new Session(new SqlGateway({ url: place.sqlGateway, keys: place.flinkKeys, timeout: 300_000 }), {
      properties: { 'table.local-time-zone': 'UTC', 'parallelism.default': '1', 'table.dml-sync': 'true' },
    });
    const columns =
      'auction BIGINT, bidder BIGINT, price BIGINT, channel STRING, url STRING, `dateTime` TIMESTAMP(3), extra STRING';
    for (const [name, options] of Object.entries(formats))
      await session.configure(
        `CREATE TEMPORARY TABLE ${name} (${columns}, WATERMARK FOR \`dateTime\` AS \`dateTime\`) WITH ('connector' = 'kafka', 'topic' = 'BIDS', 'properties.bootstrap.servers' = '${place.bootstrapServers}', 'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', ${options})`,
      );
    await session.configure(
      `CREATE TEMPORARY TABLE q0_out (auction BIGINT, bidder BIGINT, price BIGINT, \`dateTime\` TIMESTAMP(3), extra STRING) WITH ('connector' = 'blackhole')`,
    );
    await session.configure(
      `CREATE TEMPORARY TABLE q14_out (auction BIGINT, bidder BIGINT, price DECIMAL(23, 3), bidTimeType STRING, \`dateTime\` TIMESTAMP(3), extra STRING, c_counts BIGINT) WITH ('connector' = 'blackhole')`,
    );
    const execute = async (sql: string) => {
      const begun = performance.now();
      await (await session.submit(sql)).all();
      return performance.now() - begun;
    };
    const figures = [];
    for (const [name, query] of Object.entries(queries)) {
      const times = { flink: [] as number[], headrace: [] as number[] };
      for (let i = 0; i <= runs; i++)
        for (const format of ['flink', 'headrace'] as const) {
          const time = await execute(query(format));
          // The first of each warms up.
          if (i > 0) times[format].push(time);
        }
      const found = median(times.flink) / median(times.headrace);
      figures.push({
        what: `${name}: throughput ours / Flink's`,
        value: ratio(found),
        aim: 'at least 0.95',
        met: found >= 0.95,
      });
    }
    await session.close();
    return {
      title: 'Reading messages',
      how: `Queries of Nexmark over ${events.toLocaleString('en')} bids in Kafka to a sink that drops them, at parallelism 1; medians of ${runs}, in turn.`,
      figures,
    };
  });
}

/** A bid as Nexmark makes it: 200 to 300 bytes. */
function bid(n: number): string {
  return JSON.stringify({
    auction: 1000 + (n % 977),
    bidder: 1000 + (n % 313),
    price: (n * 7919) % 60_000_000,
    channel: `channel-${n % 100}`,
    url: `https://shop.example/${n % 41}/${n % 97}/${n % 13}/item.htm?query=1&channel_id=${n % 1000}`,
    dateTime: new Date(Date.UTC(2026, 2, 1) + n * 10).toISOString().replace('Z', ''),
    extra: 'abcdefc'.repeat(1 + (n % 10)),
  });
}
