import { describe, expect, test } from 'vitest';
import { HeldBack } from './topic-watcher.ts';

const source = { topic: 'T', node: 'in', idleTimeout: 30_000 };
/** Ends of partitions 0, 1, …; all begin at offset 0. */
const ends = (...list: number[]) => list.map((end, partition) => ({ partition, first: 0n, end: BigInt(end) }));

describe('partitions that hold windows back', () => {
  test('an empty one is named until the idle timeout has passed', () => {
    const held = new HeldBack(source, { kind: 'earliest' }, 0);
    expect(held.look(ends(5, 0, 3), null, 1_000)).toEqual({
      code: 'source/waiting-for-partition',
      severity: 'info',
      message:
        'Windows are waiting for partition 1 of T: they give no result until events come from there, or until 30 s have passed without any (the idle timeout).',
      place: { node: 'in' },
    });
    expect(held.look(ends(6, 0, 4), null, 4_000)).toBeUndefined();
    expect(held.isOver).toBe(false);
    expect(held.look(ends(6, 0, 4), null, 30_000)?.message).toBe('Windows no longer wait for partitions of T.');
    expect(held.isOver).toBe(true);
  });

  test('it is over as soon as the source has a watermark', () => {
    const held = new HeldBack(source, { kind: 'earliest' }, 0);
    held.look(ends(1, 0), null, 0);
    expect(held.look(ends(1, 1), 5, 3_000)?.message).toContain('no longer wait');
    expect(held.isOver).toBe(true);
  });

  test('from now on, one counts from which nothing new has come', () => {
    const held = new HeldBack(source, { kind: 'now' }, 0);
    expect(held.look(ends(5, 9, 7), null, 0)).toBeUndefined();
    expect(held.look(ends(6, 9, 7), null, 3_000)?.message).toContain('partitions 1 and 2 of T');
    expect(held.look(ends(6, 10, 7), null, 6_000)?.message).toContain('partition 2 of T');
  });

  test('without an idle timeout it waits for ever, and says no end', () => {
    const held = new HeldBack({ ...source, idleTimeout: 0 }, { kind: 'earliest' }, 0);
    expect(held.look(ends(1, 0), null, 1e9)?.message).toBe(
      'Windows are waiting for partition 1 of T: they give no result until events come from there.',
    );
  });

  test('nothing is said where all have events, or none has, or a time is read from', () => {
    expect(new HeldBack(source, { kind: 'earliest' }, 0).look(ends(1, 1), null, 0)).toBeUndefined();
    expect(new HeldBack(source, { kind: 'earliest' }, 0).look(ends(0, 0), null, 0)).toBeUndefined();
    expect(new HeldBack(source, { kind: 'time', timestamp: 5 }, 0).look(ends(1, 1), null, 0)).toBeUndefined();
  });

  test('of very many partitions some are named', () => {
    const held = new HeldBack(source, { kind: 'earliest' }, 0);
    expect(held.look(ends(1, ...Array(20).fill(0)), null, 0)?.message).toContain(
      '1, 2, 3, 4, 5, 6, 7, 8 and 12 more of T',
    );
  });
});
