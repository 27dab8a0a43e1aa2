import { describe, expect, test, vi } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { emeaByMinute, orders, sendOrders } from './orders.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

async function topics(input: string, output: string): Promise<void> {
  await place.kafka().ensureTopics([input, output].map((name) => ({ name, partitions: 1 })));
}

/** What a plain consumer of committed messages finds in the destination, in the shape of `emeaByMinute`. */
async function written(topic: string): Promise<{ start: string; count: number; sum: number }[]> {
  const messages = await place.kafka().readAll(topic);
  return messages
    .map((m) => JSON.parse(String(m.value)) as Record<string, string | number>)
    .map((v) => ({
      start: new Date(`${v.aggregateStartTime}Z`).toISOString(),
      count: Number(v.COUNT),
      sum: Number(v.SUM_quantity),
    }))
    .sort((a, b) => a.start.localeCompare(b.start));
}

describe('from an empty canvas to exactly once', () => {
  test('by mouse: draw, see rows at each node, run, stop, go on, nothing lost or doubled', async ({ onTestFailed }) => {
    const [input, output] = ['E2E.MOUSE', 'E2E.MOUSE.TOTALS'];
    await topics(input, output);
    await sendOrders(place.kafka(), input, orders(0, 200));
    const { page, faults, context } = await openTab(place.browser());
    onTestFailed(() => picture(page, 'by-mouse'));
    const editor = new Editor(page, address);

    await editor.newFlow('by mouse');
    await editor.dragFromPalette('Event source', 130, 90);
    await editor.chooseTopic(input);
    await editor.knowsColumn('ordertime');
    await editor.dragFromPort('e2e mouse', 'out', 60, 20, 'New filter');
    await editor.writeCondition("region = 'EMEA'");
    await editor.dragFromPort('filtered', 'out', -160, 130, 'New aggregate');
    await editor.dragFromPort('totals', 'out', 50, 10, 'New event destination');
    await editor.chooseTopic(output);
    await editor.saved();

    await editor.previewFrom(/earliest/i);
    await editor.seesRow('e2e mouse', 'NA');
    await editor.seesRow('filtered', 'EMEA');
    await editor.seesRow('filtered.unmatched', 'NA');
    await editor.seesRow('totals', '2026-04-07');

    await editor.run(/earliest/i);
    await vi.waitFor(async () => expect(await written(output)).toEqual(emeaByMinute(orders(0, 200))), {
      timeout: 60_000,
      interval: 1_000,
    });
    await editor.stop();
    await sendOrders(place.kafka(), input, orders(200, 500));
    await editor.run(/savepoint/i);
    await vi.waitFor(async () => expect(await written(output)).toEqual(emeaByMinute(orders(0, 500))), {
      timeout: 60_000,
      interval: 1_000,
    });
    await editor.stop();
    expect(await written(output)).toEqual(emeaByMinute(orders(0, 500)));
    expect(faults).toEqual([]);
    await context.close();
  });
});
