import { Session, SessionLost, SqlGateway } from '@headrace/flink';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Client } from './client.ts';
import { type BackendProcess, startBackend } from './process.ts';

const engine = inject('engine');
let backend: BackendProcess;
let client: Client;

beforeAll(async () => {
  backend = await startBackend(engine);
  client = new Client(backend.address);
});
afterAll(() => backend?.stop());

const check = (text: string, plan = false) => client.api.checks.check({ query: { plan }, body: { text } });

const flow = (nodes: Record<string, string>) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: checked}
spec:
  nodes:
    orders:
      type: kafka-source
      config:
        connection: local
        topic: ORDERS
        columns: [{name: id, type: BIGINT}, {name: price, type: DOUBLE}, {name: product type, type: STRING}]
${Object.entries(nodes)
  .map(([name, node]) => `    ${name}: ${node}\n`)
  .join('')}`;
const filter = (from: string, expression: string) =>
  `{type: filter, from: ${from}, config: {expression: "${expression}"}}`;
const transform = (from: string, name: string, expression: string) =>
  `{type: transform, from: ${from}, config: {properties: [{name: ${name}, expression: "${expression}"}]}}`;

test('every port has its columns with types', async () => {
  const nodes = { dear: filter('orders', 'price > 10'), sums: transform('dear', 'sum', 'price * id') };
  const { diagnostics, ports, planner } = await check(flow(nodes));
  expect({ diagnostics, planner }).toEqual({ diagnostics: [], planner: true });
  expect(Object.keys(ports).sort()).toEqual(['dear', 'dear.unmatched', 'orders', 'sums']);
  expect(ports.sums?.at(-1)).toEqual({ name: 'sum', type: 'DOUBLE' });
});

test('several faults at once, each at its node, field and characters; types of all that is right', async () => {
  const nodes = {
    one: filter('orders', 'prize > 10'),
    two: filter('orders', 'price > '),
    three: transform('orders', 'x', 'UPER(`product type`)'),
    fine: transform('orders', 'y', 'UPPER(`product type`)'),
  };
  const { diagnostics, ports } = await check(flow(nodes));
  const places = diagnostics.map((d) => [d.place.node, d.code]).sort();
  expect(places.map(([node]) => node)).toEqual(['one', 'three', 'two']);
  expect(diagnostics.find((d) => d.place.node === 'one')).toMatchObject({
    code: 'planner/unknown-column',
    message: "There is no property 'prize' here. Did you mean 'price'?",
    place: { path: ['config', 'expression'], range: { start: 0, end: 5 } },
    fix: { title: "Use 'price'", node: 'one', path: ['config', 'expression'], value: 'price > 10' },
  });
  expect(Object.keys(ports).sort()).toEqual(['fine', 'orders']);
});

test('fields of computed properties: asked again until all that waits for their types is judged', async () => {
  const pair = 'ROW<p DOUBLE, n BIGINT>';
  const row = `CAST(ROW(id, CAST(ROW(price, id) AS ${pair})) AS ROW<i BIGINT, pair ${pair}>)`;
  const nodes = {
    one: transform('orders', 'x', row).replace(/}$/, ', output: {rename: {x.pair: y}}}'),
    two: transform('one', 'z', 'y').replace(/}$/, ', output: {remove: [z.n], rename: {z.p: z.amount}}}'),
    dear: filter('two', 'z.amount > 10'),
    out: '{type: kafka-sink, from: dear, config: {connection: local, topic: OUT}}',
  };
  const { diagnostics, ports } = await check(flow(nodes), true);
  expect(diagnostics).toEqual([]);
  expect(Object.keys(ports)).toContain('dear');
  expect(ports.two?.find((c) => c.name === 'z')?.type).toBe('ROW<`amount` DOUBLE>');
  const wrong = await check(flow({ ...nodes, dear: filter('two', 'z.p > 10') }));
  expect(wrong.diagnostics.map((d) => d.place.node)).toEqual(['dear']);
});

test('a newer check takes the place of those that wait', async () => {
  const texts = ['1', '2', '3', '4'].map((n) => flow({ some: filter('orders', `price > ${n}`) }));
  const results = await Promise.all(texts.map((t) => check(t)));
  expect(results.at(-1)?.planner).toBe(true);
  expect(results.every((r) => r.diagnostics.length === 0)).toBe(true);
});

test('what only planning finds is asked for apart', async () => {
  const sink = '{type: kafka-sink, from: dear, config: {connection: local, topic: OUT, key: [product type]}}';
  const text = flow({ dear: filter('orders', 'price > 10'), out: sink });
  expect(await check(text, true)).toMatchObject({ planner: true, diagnostics: [] });
});

test('a session that the gateway has lost is opened anew', async () => {
  const gateway = new SqlGateway({ url: engine.sqlGateway, keys: engine.flinkKeys });
  const opened: string[] = [];
  const spied = Object.assign(Object.create(gateway) as SqlGateway, {
    open: async (properties: Record<string, string>) => {
      const handle = await gateway.open(properties);
      opened.push(handle);
      return handle;
    },
  });
  let reopened = 0;
  const session = new Session(spied, { properties: {}, onReopen: () => reopened++ });
  await session.configure("CREATE TEMPORARY TABLE t (a INT) WITH ('connector' = 'datagen')");
  await gateway.close(opened[0] as string);
  await expect(session.submit('DESCRIBE t')).rejects.toThrow(SessionLost);
  expect(reopened).toBe(1);
  await session.configure("CREATE TEMPORARY TABLE t (a INT) WITH ('connector' = 'datagen')");
  const rows = await (await session.submit('DESCRIBE t')).all();
  expect(rows.map((r) => r.fields.slice(0, 2))).toEqual([['a', 'INT']]);
  expect(opened).toHaveLength(2);
  await session.close();
});
