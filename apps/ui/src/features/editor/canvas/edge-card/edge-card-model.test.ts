import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../../lib/testing/manual-clock.ts';
import { EdgeCardModel } from './edge-card-model.ts';

let clock: ManualClock;
let menuOpen: boolean;
let card: EdgeCardModel;
const shown = () => card.store.getState().at?.edge;
const point = (edge: string) => card.showForPointer({ clientX: 1, clientY: 2 } as never, { id: edge } as never);

beforeEach(() => {
  clock = new ManualClock();
  menuOpen = false;
  card = new EdgeCardModel(clock, () => menuOpen);
});

test('a pointer that stays on an edge opens its card, one that only crosses it does not', async () => {
  point('a');
  await clock.advance(149);
  expect(shown()).toBeUndefined();
  await clock.advance(1);
  expect(card.store.getState().at).toEqual({ edge: 'a', x: 1, y: 2 });
  card.hide();
  point('b');
  await clock.advance(100);
  card.hideSoon();
  await clock.advance(1000);
  expect(shown()).toBeUndefined();
});

test('the pointer may go from the edge to the card, which then stays until it is left', async () => {
  point('a');
  await clock.advance(150);
  card.hideSoon();
  await clock.advance(100);
  card.cover(true);
  await clock.advance(1000);
  expect(shown()).toBe('a');
  card.cover(false);
  await clock.advance(149);
  expect(shown()).toBe('a');
  await clock.advance(1);
  expect(shown()).toBeUndefined();
});

test('the pointer on another edge takes the card there', async () => {
  point('a');
  await clock.advance(150);
  card.hideSoon();
  point('b');
  await clock.advance(150);
  expect(shown()).toBe('b');
});

test('nothing opens over a menu, and no timer is left when it is hidden', async () => {
  menuOpen = true;
  point('a');
  await clock.advance(150);
  expect(shown()).toBeUndefined();
  point('a');
  card.hide();
  expect(clock.pending).toBe(0);
});
