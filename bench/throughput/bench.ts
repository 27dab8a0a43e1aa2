import { Session, SqlGateway } from '@headrace/flink';
import type { FlowDocument } from '@headrace/flow';
import { runStatements } from '@headrace/flow';
import { openKafka } from '@headrace/kafka';
import { bounded, compileWithTypes, type Place } from '../../e2e/support/trial.ts';
import { withEngine } from '../support/engine.ts';
import { type Benchmark, median, ratio } from '../support/measure.ts';

const events = 1_000_000;
const runs = 3;

const document: FlowDocument = {
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'bench-throughput' },
  spec: {
    nodes: {
      orders: {
        type: 'kafka-source',
        config: {
          connection: 'local',
          topic: 'BENCH',
          columns: [
            { name: 'region', type: 'STRING' },
            { name: 'quantity', type: 'BIGINT' },
            { name: 'ordertime', type: 'TIMESTAMP(3)' },
          ],
          eventTime: { from: 'column', column: 'ordertime' },
        },
      },
      large: { type: 'filter', from: 'orders', config: { expression: 'quantity > 2' } },
      totals: {
        type: 'aggregate',
        from: 'large',
        config: {
          window: { kind: 'tumbling', size: '1 min' },
          groupBy: ['region'],
          functions: [{ function: 'SUM', column: 'quantity', name: 'units' }],
        },
      },
      out: {
        type: 'kafka-sink',
        from: 'totals',
        config: { connection: 'local', topic: 'BENCH.OUT', guarantee: 'at-least-once' },
      },
    },
  },
};

/** The query that somebody who knows Flink would write, over the same two tables: sums do not overflow, and no event without a time fails the job. */
const byHand = `EXECUTE STATEMENT SET BEGIN
INSERT INTO \`out.sink\`
SELECT region, SUM(CAST(quantity AS DECIMAL(38, 0))) AS units, window_start, window_end, window_time
FROM TABLE(TUMBLE(TABLE \`orders.source\`, DESCRIPTOR(ordertime), INTERVAL '1' MINUTE))
WHERE quantity > 2 AND ordertime IS NOT NULL
GROUP BY region, window_start, window_end, window_time;
END`;

/** The same job drawn and written by hand: their optimised plans, and how fast each reads a full topic. */
export async function bench(): Promise<Benchmark> {
  return withEngine(async (place) => {
    await fill(place);
    const { compiled } = await compileWithTypes(place, document);
    const { setup, statementSet } = runStatements(bounded(compiled), { kind: 'earliest' });
    const drawn = statementSet?.text ?? '';
    const session = new Session(new SqlGateway({ url: place.sqlGateway, keys: place.flinkKeys, timeout: 300_000 }), {
      properties: { 'table.local-time-zone': 'UTC', 'parallelism.default': '1', 'table.dml-sync': 'true' },
    });
    for (const s of setup) await session.configure(s.text);
    const plan = async (sql: string) => {
      const rows = await (await session.submit(sql.replace('EXECUTE STATEMENT SET', 'EXPLAIN STATEMENT SET'))).all();
      return String(rows[0]?.fields[0]).split('== Optimized Execution Plan ==')[1];
    };
    const identical = (await plan(drawn)) === (await plan(byHand));
    const execute = async (sql: string) => {
      const begun = performance.now();
      await (await session.submit(sql)).all();
      return performance.now() - begun;
    };
    await execute(drawn);
    await execute(byHand);
    const times = { drawn: [] as number[], byHand: [] as number[] };
    for (let i = 0; i < runs; i++) {
      times.drawn.push(await execute(drawn));
      times.byHand.push(await execute(byHand));
    }
    await session.close();
    const [a, b] = [median(times.drawn), median(times.byHand)];
    const rate = (t: number) => `${Math.round(events / t)} k/s`;
    return {
      title: 'Throughput of a drawn flow',
      how: `Filter and one-minute sums over ${events.toLocaleString('en')} JSON events in Kafka, at parallelism 1, from submitting to the end of the topic; medians of ${runs}, in turn.`,
      figures: [
        { what: 'optimised plans', value: identical ? 'identical' : 'different', aim: 'identical', met: identical },
        { what: 'drawn', value: rate(a) },
        { what: 'written by hand', value: rate(b) },
        {
          what: 'time drawn / by hand',
          value: ratio(a / b),
          aim: '1.00 (within the noise of 0.10)',
          met: a / b <= 1.1,
        },
      ],
    };
  });
}

async function fill(place: Place): Promise<void> {
  const kafka = openKafka(place.bootstrapServers);
  const regions = ['EMEA', 'NA', 'SA', 'APAC', 'ANZ'];
  const start = Date.UTC(2026, 3, 7);
  await kafka.ensureTopics(['BENCH', 'BENCH.OUT'].map((name) => ({ name, partitions: 1 })));
  for (let i = 0; i < events; i += 10_000)
    await kafka.send(
      Array.from({ length: 10_000 }, (_, j) => {
        const n = i + j;
        const ordertime = new Date(start + n * 10).toISOString().replace('T', ' ').replace('Z', '');
        return {
          topic: 'BENCH',
          key: null,
          value: JSON.stringify({ region: regions[n % 5], quantity: n % 11, ordertime }),
        };
      }),
    );
  await kafka.close();
}
