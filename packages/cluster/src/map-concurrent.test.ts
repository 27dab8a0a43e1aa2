import { describe, expect, test } from 'vitest';
import { mapConcurrent } from './map-concurrent.ts';

const gates = (count: number) => Array.from({ length: count }, () => Promise.withResolvers<void>());
const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('mapConcurrent', () => {
  test('gives the results in the order of the list, whichever is done first', async () => {
    const open = gates(3);
    const done = mapConcurrent([0, 1, 2], 3, async (i) => {
      await open[i]?.promise;
      return i * 10;
    });
    for (const i of [2, 0, 1]) open[i]?.resolve();
    expect(await done).toEqual([0, 10, 20]);
  });

  test('works on no more than the given number at once, and begins the next as soon as one is done', async () => {
    const open = gates(4);
    const begun: number[] = [];
    const done = mapConcurrent([0, 1, 2, 3], 2, async (i) => {
      begun.push(i);
      await open[i]?.promise;
    });
    await soon();
    expect(begun).toEqual([0, 1]);
    open[1]?.resolve();
    await soon();
    expect(begun).toEqual([0, 1, 2]);
    for (const gate of open) gate.resolve();
    await done;
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  test('fails with the first failure', async () => {
    const failing = mapConcurrent([1, 2], 1, async (i) => {
      throw new Error(`failed at ${i}`);
    });
    await expect(failing).rejects.toThrow('failed at 1');
  });

  test('does nothing for an empty list', async () => {
    expect(await mapConcurrent([], 5, async () => expect.fail())).toEqual([]);
  });
});
