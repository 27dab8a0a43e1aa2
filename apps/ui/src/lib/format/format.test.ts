import { expect, test } from 'vitest';
import { fileName } from './download.ts';
import { formatCount, formatExact, formatRate } from './numbers.ts';
import { formatAgo, formatSpan, fromLocalInput, toLocalInput } from './times.ts';

test('counts are human', () => {
  const shown = [0, 7, 999, 1000, 1234, 999_949, 999_950, 12_345_678].map(formatCount);
  expect(shown).toEqual(['0', '7', '999', '1 k', '1.2 k', '999.9 k', '1 M', '12.3 M']);
  expect(formatExact(1234567)).toBe('1 234 567');
});

test('rates are human', () => {
  expect([0, 0.05, 0.33, 4.96, 12.4, 1234].map(formatRate)).toEqual([
    '0/s',
    '3/min',
    '0.3/s',
    '5/s',
    '12/s',
    '1.2 k/s',
  ]);
});

test('spans and moments are human', () => {
  expect([0, 59_999, 60_000, 7_200_000, 86_400_000, 5 * 86_400_000].map(formatSpan)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '2 h',
    '1 day',
    '5 days',
  ]);
  expect(formatAgo(0, 5000)).toBe('just now');
  expect(formatAgo(0, 180_000)).toBe('3 min ago');
});

test('a moment survives the field for times', () => {
  const time = new Date(2026, 3, 7, 8, 15, 30).getTime();
  expect(fromLocalInput(toLocalInput(time))).toBe(time);
  expect(fromLocalInput('')).toBeUndefined();
});

test('file names are harmless', () => {
  expect(fileName('../my flow: ü', 'yaml')).toBe('my-flow-ü.yaml');
  expect(fileName('///', 'csv')).toBe('flow.csv');
});
