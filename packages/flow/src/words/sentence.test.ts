import { expect, test } from 'vitest';
import * as z from 'zod';
import { conform, mismatchSentence, unknownKeys } from './sentence.ts';

/** What is said of a value, and whether anything in it is zod's. */
function said(schema: z.ZodType, value: unknown): string[] {
  const read = conform(schema, value);
  return 'data' in read ? [] : read.mismatches.map((m) => mismatchSentence(m.path.join('.') || 'It', m));
}

test.each<[z.ZodType, unknown, string]>([
  [z.object({ a: z.string() }), {}, 'a is missing. Set it.'],
  [z.string(), 5, 'It must be a text; this is a whole number.'],
  [z.string(), null, 'It must be a text; this is empty.'],
  [z.array(z.string()), 'x', 'It must be a list; this is a text.'],
  [z.record(z.string(), z.string()), [], 'It must be a mapping (key: value); this is a list.'],
  [z.int(), 1.5, 'It must be a whole number; this is a number with a fraction.'],
  [z.number(), Number.NaN, 'It must be a number; this is NaN.'],
  [z.enum(['a', 'b', 'c']), 'd', 'It must be a, b or c.'],
  [z.literal('Flow'), 'flow', 'It must be Flow.'],
  [z.string().max(20_000), 'x'.repeat(20_001), 'It must have at most 20,000 characters.'],
  [z.string().min(1), '', 'It must not be empty.'],
  [z.array(z.int()).min(2), [1], 'It must have at least 2 entries.'],
  [z.array(z.int()).max(1), [1, 2], 'It must have at most 1 entry.'],
  [z.int().min(1), 0, 'It must be at least 1.'],
  [z.number().positive(), 0, 'It must be more than 0.'],
  [z.number().lt(5), 5, 'It must be less than 5.'],
  [z.number().multipleOf(5), 7, 'It must be a multiple of 5.'],
  [z.string().regex(/a/), 'b', 'It must be written in another form.'],
  [z.string().regex(/a/, 'must have an a'), 'b', 'It must have an a.'],
  [z.iso.datetime(), 'x', 'It must be a time in ISO 8601, as 2026-04-07T08:00:00Z.'],
  [z.strictObject({}), { b: 1 }, 'It has a key that means nothing here: b.'],
  [z.union([z.string(), z.array(z.string())]), 5, 'It must be a text or a list; this is a whole number.'],
  [z.union([z.string(), z.array(z.string())]), ['a', 5], '1 must be a text; this is a whole number.'],
  [
    z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]),
    { k: 'c' },
    'k must be a or b.',
  ],
  [
    z.record(z.string().max(1), z.int()),
    { ab: 1 },
    'ab has an entry that is not right: it must have at most 1 character.',
  ],
  [z.string().refine(() => false, 'must be ours'), 'x', 'It must be ours.'],
])('%#', (schema, value, message) => expect(said(schema, value)).toEqual([message]));

test('gives a valid value as the schema parses it', () => {
  expect(conform(z.object({ a: z.int().default(3) }), {})).toEqual({ data: { a: 3 } });
});

test('finds unknown keys at every depth, with the nearest free name', () => {
  const schema = z.object({
    name: z.string(),
    list: z.array(z.object({ partitions: z.int() })).optional(),
    time: z
      .discriminatedUnion('from', [
        z.object({ from: z.literal('column'), column: z.string() }),
        z.object({ from: z.literal('kafka'), name: z.string() }),
      ])
      .default({ from: 'kafka', name: 'x' }),
  });
  const value = { nam: 'x', name: 'y', list: [{ partitons: 1 }], time: { from: 'kafka', column: 'x' } };
  expect(unknownKeys(schema, value)).toEqual([
    { path: ['nam'], key: 'nam', nearest: undefined },
    { path: ['list', 0, 'partitons'], key: 'partitons', nearest: 'partitions' },
    { path: ['time', 'column'], key: 'column', nearest: undefined },
  ]);
  expect(unknownKeys(schema, { nme: 'x' })).toEqual([{ path: ['nme'], key: 'nme', nearest: 'name' }]);
});
