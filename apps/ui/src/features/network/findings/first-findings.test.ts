import type { Finding } from '@headrace/netpol';
import { expect, test } from 'vitest';
import { findingBound, firstFindings } from './first-findings.ts';

const some = (severity: Finding['severity'], count: number): Finding[] =>
  Array.from({ length: count }, (_, i) => ({ code: `x/${i}`, severity, message: '', fix: '' }));

test('of very many findings the first are shown, errors before all others, and the rest is counted', () => {
  const all = [...some('info', 150), ...some('warning', 300), ...some('error', 50)];
  const { shown, more } = firstFindings(all);
  expect(shown).toHaveLength(findingBound);
  expect(shown.slice(0, 50)).toEqual(all.slice(450));
  expect(shown.slice(50)).toEqual(all.slice(150, 300));
  expect(more).toBe('150 more warnings, 150 more notes');
  expect(firstFindings(some('error', findingBound + 1)).more).toBe('1 more error');
});

test('of few findings all are shown, in their order among those of one severity', () => {
  const all = [...some('warning', 2), ...some('error', 2)];
  expect(firstFindings(all)).toEqual({ shown: [...all.slice(2), ...all.slice(0, 2)], more: undefined });
});
