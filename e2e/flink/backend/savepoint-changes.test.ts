import type { StoredFlow } from '@headrace/api';
import { expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();

interface Parts {
  readonly topic?: string;
  readonly nodes?: string;
  readonly input?: string;
  readonly name?: string;
  readonly sums?: string;
  readonly groupBy?: string;
}

const flowText = (
  prefix: string,
  { topic = '.IN', nodes = '', input = 's', name = 'a', sums = 'p', groupBy = 'k' }: Parts,
) => `
apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${prefix}}
spec:
  nodes:
    s:
      type: kafka-source
      config: {connection: local, topic: ${prefix}${topic}, columns: [{name: k, type: STRING}, {name: j, type: STRING}, {name: p, type: BIGINT}, {name: q, type: BIGINT}]}
${nodes}
    ${name}: {type: aggregate, from: ${input}, config: {window: {kind: none}, groupBy: [${groupBy}], functions: [{function: SUM, column: ${sums}, name: r}]}}
    o: {type: kafka-sink, from: ${name}, config: {connection: local, topic: ${prefix}.OUT, createTopic: {partitions: 1}}}
`;

/** Runs the flow over two events, stops it with a savepoint and saves the changed text. */
async function changed(prefix: string, change: Parts): Promise<StoredFlow> {
  await stage.kafka.ensureTopics([`${prefix}.IN`, `${prefix}.OTHER`].map((name) => ({ name, partitions: 1 })));
  const event = { topic: `${prefix}.IN`, key: null, value: JSON.stringify({ k: 'x', j: 'y', p: 100, q: 1 }) };
  await stage.kafka.send([event, event]);
  const flow = await stage.client.create(flowText(prefix, {}));
  const run = await stage.client.start(flow, { kind: 'earliest' });
  await waitFor('the sum', async () => (await newest(prefix)) === 200);
  await stage.client.reaches(run, 'running');
  await stage.client.stop(run, true);
  await stage.kafka.send([event]);
  const text = flowText(prefix, change);
  return stage.client.api.flows.save({ params: { id: flow.id }, body: { text, baseVersion: flow.version } });
}

/** The sum that was written last. */
async function newest(prefix: string): Promise<number | undefined> {
  const written = await stage.kafka.readAll(`${prefix}.OUT`).catch(() => []);
  const value = written.at(-1)?.value?.toString();
  return value === undefined ? undefined : (JSON.parse(value) as { r: number }).r;
}

test.each<[string, Parts]>([
  ['nothing', {}],
  ['the name of the aggregate', { name: 'renamed' }],
])('%s changed: the sum goes on', async (what, change) => {
  const prefix = `SP.${what.replaceAll(' ', '-')}`;
  const flow = await changed(prefix, change);
  const run = await stage.client.start(flow, { kind: 'savepoint' });
  await waitFor('the sum to go on', async () => (await newest(prefix)) === 300);
  await stage.client.stop(run, false);
});

test.each<[string, Parts, RegExp]>([
  ['what is summed', { sums: 'q' }, /'a' was \\"SUM of p.*would be wrong/],
  ['the key', { groupBy: 'j' }, /would be wrong/],
  ['the topic', { topic: '.OTHER' }, /'s' read .*go on reading the old topic/],
  [
    'another aggregate',
    {
      nodes:
        '    b: {type: aggregate, from: s, config: {window: {kind: none}, groupBy: [k], functions: [{function: SUM, column: q, name: r}]}}\n    p: {type: kafka-sink, from: b, config: {connection: local, topic: SP.MORE, createTopic: {partitions: 1}}}',
    },
    /'b' was not there .* start empty/,
  ],
])('%s changed: refused before anything is submitted', async (what, change, message) => {
  const prefix = `SP.${what.replaceAll(' ', '-')}`;
  const flow = await changed(prefix, change);
  const start = stage.client.start(flow, { kind: 'savepoint' });
  await expect(start).rejects.toThrow('run/state-changed');
  await expect(start).rejects.toThrow(message);
  // Without the savepoint it is another run.
  const run = await stage.client.start(flow, { kind: 'earliest' });
  await stage.client.reaches(run, 'running');
  await stage.client.stop(run, false);
});

test.each<[string, Parts, number]>([
  ['a filter before it', { nodes: '    f: {type: filter, from: s, config: {expression: p > 0}}', input: 'f' }, 300],
  [
    'a transform before it',
    { nodes: '    t: {type: transform, from: s, config: {properties: [{name: z, expression: p + 1}]}}', input: 't' },
    300,
  ],
])('%s added: the sum goes on, or the run says that the state does not fit', async (what, change, right) => {
  const prefix = `SP.${what.replaceAll(' ', '-')}`;
  const flow = await changed(prefix, change);
  const run = await stage.client.start(flow, { kind: 'savepoint' });
  const end = await waitFor('the sum or the failure', async () => {
    if ((await newest(prefix)) !== 200) return 'went on';
    return (await stage.client.runs(flow.id)).find((r) => r.id === run.id && r.state === 'failed');
  });
  if (end === 'went on') {
    expect(await newest(prefix)).toBe(right);
    await stage.client.stop(run, false);
  } else expect(end.failure?.message).toContain('does not fit');
});
