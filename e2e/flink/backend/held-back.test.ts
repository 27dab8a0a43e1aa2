import { expect, test } from 'vitest';
import { orders, regionFlow } from './flow-text.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();

test('a preview with a window says for which partition it waits, and that it no longer does', async () => {
  await stage.kafka.ensureTopics([{ name: 'H.TWO', partitions: 2 }]);
  const inOne = (from: number, to: number) => orders('H.TWO', from, to).map((message) => ({ ...message, key: 'same' }));
  await stage.kafka.send(inOne(0, 100));
  const window =
    '{type: aggregate, from: orders, config: {window: {kind: tumbling, size: 1 min}, functions: [{function: COUNT}]}}';
  const text = `${regionFlow('held', 'H.TWO', 'H.OUT', 'idleTimeout: 10 s')}    minutes: ${window}\n`;
  const viewer = await stage.client.preview(text, { kind: 'earliest' });
  const notices = () =>
    viewer.events.flatMap((e) =>
      e.kind === 'notice' && e.diagnostic.code === 'source/waiting-for-partition' ? [e.diagnostic] : [],
    );
  await waitFor('the notice', async () => notices().length > 0);
  expect(notices()[0]).toMatchObject({ severity: 'info', place: { node: 'orders' } });
  expect(notices()[0]?.message).toMatch(/^Windows are waiting for partition [01] of H\.TWO: /);
  expect(viewer.rows('minutes')).toEqual([]);
  await waitFor('its end', async () => notices().at(-1)?.message === 'Windows no longer wait for partitions of H.TWO.');
  await waitFor('a result', async () => viewer.rows('minutes').length > 0);
  // Who comes later is told what holds now.
  const later = await stage.client.preview(text, { kind: 'earliest' });
  expect(later.id).toBe(viewer.id);
  await waitFor('the newest notice', async () => later.events.some((e) => e.kind === 'notice'));
  expect(later.events.filter((e) => e.kind === 'notice')).toEqual([{ kind: 'notice', diagnostic: notices().at(-1) }]);
  later.leave();
  viewer.leave();
});
