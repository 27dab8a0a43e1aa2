import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();

/** Stands in every event; no log may hold it. */
const marker = 'mark3r-of-an-event-5c1d';

/** All that Flink, Kafka and the backend have logged. */
function logs(): Record<string, string> {
  const folder = join(stage.engine.dataDir, 'logs');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const flow = (topic: string, more: { source?: string; expression?: string }) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${topic}}
spec:
  nodes:
    s:
      type: kafka-source
      config:
        connection: local
        topic: ${topic}
        columns: [{name: id, type: BIGINT}, {name: text, type: STRING}]
        ${more.source ?? ''}
    t: {type: transform, from: s, config: {properties: [{name: x, expression: "${more.expression ?? 'UPPER(text)'}"}]}}
    out: {type: kafka-sink, from: t, config: {connection: local, topic: ${topic}.OUT, createTopic: {partitions: 1, maxMessageBytes: 16000000}}}
`;

const event = (text: string) => JSON.stringify({ id: 1, text });
const megabyte = 1024 * 1024;

/** Each is read from a topic of its own, by a preview and by a run. */
const trials = [
  { name: 'READABLE', values: [event(marker)], more: {} },
  { name: 'SKIPPED', values: [`{"id": 1, "text": "${marker}`, event(marker)], more: {} },
  { name: 'NO.JSON', values: [`${marker}: no json\n\tat ${marker}`], more: { source: 'unreadable: fail' } },
  { name: 'WRONG.TYPE', values: [`{"id": "${marker}", "text": "x"}`], more: { source: 'unreadable: fail' } },
  { name: 'SNIPPET', values: [`{"id": 1, ${marker} "text": "x"}`], more: { source: 'unreadable: fail' } },
  // The failure of an expression comes out of the reader of JSON, which may take it for one of its own.
  { name: 'CAST', values: [event(marker)], more: { source: 'unreadable: fail', expression: 'CAST(text AS INT)' } },
  {
    name: 'TIME',
    values: [event(marker)],
    more: { source: 'unreadable: fail', expression: 'CAST(text AS TIMESTAMP(3))' },
  },
  { name: 'LARGE', values: [event(marker + 'x'.repeat(3 * megabyte))], more: {} },
];

test.each(trials)('$name: events are previewed and run, and no log holds them', async ({ name, values, more }) => {
  const topic = `LOGS.${name}`;
  await stage.kafka.ensureTopics([{ name: topic, partitions: 1, maxMessageBytes: 8 * megabyte }]);
  await stage.kafka.send(values.map((value) => ({ topic, key: null, value })));
  const text = flow(topic, more);
  const fails = values.length === 1 && 'source' in more;

  const viewer = await stage.client.preview(text, { kind: 'earliest' });
  const seen = async () =>
    fails ? viewer.states.includes('failed') : JSON.stringify(viewer.events).includes(marker.toUpperCase());
  await waitFor('the preview to show it', seen);
  viewer.leave();

  const stored = await stage.client.create(text);
  const run = await stage.client.start(stored, { kind: 'earliest' });
  if (fails) {
    await stage.client.reaches(run, 'failed');
  } else {
    await stage.client.reaches(run, 'running');
    await waitFor('news of the run', async () => {
      const written = (await stage.kafka.readAll(`${topic}.OUT`).catch(() => [])).length > 0;
      return written || (await stage.client.runs(stored.id))[0]?.failure;
    });
    await stage.client.stop(run, false);
  }
  for (const [file, log] of Object.entries(logs())) {
    expect(log.length, file).toBeGreaterThan(0);
    const lines = log.split('\n').filter((line) => line.toLowerCase().includes(marker));
    expect(lines.map((line) => `${file}: ${line.slice(0, 300)}`)).toEqual([]);
  }
});

test('failures are logged all the same: what kind, and where in the code', () => {
  const log = logs()['flink.log'] ?? '';
  expect(log).toMatch(/^(?:Caused by: )?java\.lang\.NumberFormatException$/m);
  expect(log).toMatch(/^\tat org\.apache\.flink\./m);
});
