import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseFrom, parseStart } from './from.ts';

test.each([
  ['now', { kind: 'now' }],
  ['earliest', { kind: 'earliest' }],
  ['2026-04-07T08:00:00Z', { kind: 'time', timestamp: Date.UTC(2026, 3, 7, 8) }],
  ['2026-04-07T08:00:00+02:00', { kind: 'time', timestamp: Date.UTC(2026, 3, 7, 6) }],
  ['2026-04-07', { kind: 'time', timestamp: Date.UTC(2026, 3, 7) }],
])('reads %s as a start of any command', (text, start) => {
  expect(parseStart(text)).toEqual(start);
  expect(parseFrom(text)).toEqual(start);
});

test.each([
  '',
  'Now',
  'yesterday',
  '08:00',
  '7 April 2026',
  '2026-13-01',
  '2026-04-07T25:00:00Z',
  '1775548800000',
  'latest',
])('rejects %j, and says what to write', (text) => {
  for (const parse of [parseStart, parseFrom]) {
    expect(() => parse(text)).toThrow(InvalidArgumentError);
    expect(() => parse(text)).toThrow('Write now, earliest or a time, as 2026-04-07T08:00:00Z.');
  }
});

test.each(['savepoint', 'checkpoint'])('takes a %s for a run alone', (kind) => {
  expect(parseFrom(kind)).toEqual({ kind });
  expect(() => parseStart(kind)).toThrow(`Only a run goes on from a ${kind}.`);
});
