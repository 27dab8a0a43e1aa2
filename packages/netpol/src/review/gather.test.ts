import { expect, test } from 'vitest';
import type { Finding } from '../model/diagnostic.ts';
import { gather } from './gather.ts';

const key = (name: string) => `shop/${name}[Pod]`;
const at = (line: number) => ({ file: 'a.yaml', line, column: 1 });
const open = (name: string, line: number, more: Partial<Finding> = {}): Finding => ({
  code: 'review/open',
  severity: 'warning',
  message: `No policy restricts what comes into ${key(name)}.`,
  fix: 'Write one.',
  subject: key(name),
  place: at(line),
  ...more,
});

test('says once what is said of each of several workloads, at the first place', () => {
  const findings = ['a', 'b', 'c', 'd', 'e'].map((name, i) => open(name, i + 1));
  expect(gather(findings).map(({ message, place }) => [message, place])).toEqual([
    ['No policy restricts what comes into shop/a[Pod], shop/b[Pod], shop/c[Pod] and 2 more.', at(1)],
  ]);
});

test('keeps apart what differs in severity, code, sentence or fix, and what names no workload', () => {
  const findings = [
    open('a', 1),
    open('a', 2, { severity: 'info' }),
    open('b', 3, { fix: 'Another.' }),
    open('b', 4, { message: 'Of shop/b[Pod] another sentence.' }),
    { code: 'x', severity: 'info', message: 'Same.', fix: 'f', place: at(5) },
    { code: 'x', severity: 'info', message: 'Same.', fix: 'f', place: at(6) },
  ] satisfies Finding[];
  expect(gather(findings)).toEqual(findings);
});

test('names a workload once, however often it is said of it', () => {
  expect(gather([open('a', 1), open('a', 2)])).toEqual([open('a', 1)]);
});
