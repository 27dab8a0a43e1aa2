import type { Diagnostic } from '@headrace/flow';
import { expect, test } from 'vitest';
import { Notices } from './notices.ts';

const notice = (code: Diagnostic['code'], node: string, message = 'Look.'): Diagnostic => ({
  code,
  severity: 'info',
  message,
  place: { node },
});

test('keeps the newest of each code at each node, in the order in which they came', () => {
  const notices = new Notices();
  for (const one of [
    notice('source/untimed', 'n', 'It waits.'),
    notice('source/emptied', 'n'),
    notice('source/untimed', 'm'),
    notice('source/untimed', 'n', 'It no longer waits.'),
  ])
    notices.add(one);
  expect(notices.all()).toEqual([
    notice('source/emptied', 'n'),
    notice('source/untimed', 'm'),
    notice('source/untimed', 'n', 'It no longer waits.'),
  ]);
});

test('keeps no more than twenty, the newest', () => {
  const notices = new Notices();
  for (let i = 0; i < 30; i++) notices.add(notice('source/untimed', `n${i}`));
  expect(notices.all().map(({ place }) => place.node)).toEqual(Array.from({ length: 20 }, (_, i) => `n${i + 10}`));
});
