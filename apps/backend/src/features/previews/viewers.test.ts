import type { PreviewEvent } from '@headrace/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Viewers } from './viewers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const state: PreviewEvent = { kind: 'state', state: 'running', message: 'Live', node: null };

test('a preview that nobody comes to look at ends', () => {
  const ended = vi.fn();
  new Viewers(ended);
  vi.advanceTimersByTime(10_000);
  expect(ended).toHaveBeenCalledOnce();
});

test('it outlives its last viewer for a while, and a reload of the page', () => {
  const ended = vi.fn();
  const viewers = new Viewers(ended);
  const [first, second] = [viewers.join(() => {}), viewers.join(() => {})];
  first();
  vi.advanceTimersByTime(60_000);
  second();
  vi.advanceTimersByTime(9_000);
  const again = viewers.join(() => {});
  vi.advanceTimersByTime(60_000);
  expect(ended).not.toHaveBeenCalled();
  again();
  again();
  vi.advanceTimersByTime(10_000);
  expect(ended).toHaveBeenCalledOnce();
});

test('everybody is told, but no one who has left', () => {
  const viewers = new Viewers(() => {});
  const [one, two] = [vi.fn(), vi.fn()];
  viewers.join(one);
  viewers.join(two)();
  viewers.tell(state);
  expect(one).toHaveBeenCalledWith(state);
  expect(two).not.toHaveBeenCalled();
  viewers.close();
});
