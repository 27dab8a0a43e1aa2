import { expect, test } from 'vitest';
import { lostAt } from './lost.ts';

test('says nothing of a node at which all rows went on', () => {
  expect(lostAt(undefined)).toBeUndefined();
  expect(lostAt({ in: 5, out: { a: 5 }, unreadable: 0, deleted: 3, emptied: 0, late: 0 })).toBeUndefined();
});

test('shows the worst and says all, with the place of the newest message', () => {
  const example = { partition: 3, offset: 17, reason: 'It is empty.' };
  expect(lostAt({ out: {}, unreadable: 1200, unreadableExample: example, emptied: 2 })).toEqual({
    short: '1.2 k unreadable',
    message:
      '1 200 messages could not be read and were left out. In 2 messages a value did not fit the type of its property, which was left empty. Partition 3, offset 17: It is empty.',
  });
});

test('rows without event time are said at their source', () => {
  expect(lostAt({ in: 5, out: { a: 5 }, untimed: 2 })).toEqual({
    short: '2 without event time',
    message: '2 rows have no event time. Windows leave them out.',
  });
});
