import { expect, test } from 'vitest';
import type { Column } from '../graph/relation.ts';
import { printExpression } from '../sql/print/expression.ts';
import { parseType } from '../types/parse-type.ts';
import { previewCells } from './preview-cells.ts';

const column = (name: string, type?: string): Column => {
  const parsed = type === undefined ? undefined : parseType(type);
  return { name, ...(parsed && 'type' in parsed ? { type: parsed.type } : {}) };
};
const columns = (count: number, type: string) => Array.from({ length: count }, (_, i) => column(`c${i}`, type));

test('cuts texts, bytes, nested values and values of unknown types, and selects their whole lengths', () => {
  const all = [
    column('id', 'BIGINT'),
    column('text', 'STRING'),
    column('nested', 'ROW<a STRING>'),
    column('raw', 'BYTES'),
    column('unknown'),
  ];
  const { texts, lengths, cut, limit } = previewCells(all);
  expect(printExpression(texts)).toBe(
    'ARRAY[CAST(`id` AS STRING), LEFT(CAST(`text` AS STRING), 7500), LEFT(JSON_STRING(`nested`), 7500), LEFT(CAST(`raw` AS STRING), 7500), LEFT(CAST(`unknown` AS STRING), 7500)]',
  );
  expect(printExpression(lengths)).toBe(
    'ARRAY[CHAR_LENGTH(CAST(`text` AS STRING)), CHAR_LENGTH(JSON_STRING(`nested`)), CHAR_LENGTH(CAST(`raw` AS STRING)), CHAR_LENGTH(CAST(`unknown` AS STRING))]',
  );
  expect({ cut, limit }).toEqual({ cut: [1, 2, 3, 4], limit: 7500 });
});

test.each(['BOOLEAN', 'INT', 'DOUBLE', 'DECIMAL(38, 10)', 'DATE', 'TIME(0)', 'TIMESTAMP(9)', 'TIMESTAMP_LTZ(3)'])(
  'never cuts %s, whose type bounds its text',
  (type) => {
    const { texts, lengths, cut } = previewCells([column('c', type)]);
    expect([printExpression(texts), printExpression(lengths), cut]).toEqual([
      'ARRAY[CAST(`c` AS STRING)]',
      'CAST(NULL AS ARRAY<INT>)',
      [],
    ]);
  },
);

test.each([
  [1, 10_000],
  [3, 10_000],
  [4, 7_500],
  [30, 1_000],
  [1_000, 64],
])('shows of %i columns of texts %i characters each', (count, limit) => {
  expect(previewCells(columns(count, 'STRING')).limit).toBe(limit);
});

test('fits rows of usual flows in 128 kB, whatever their values', () => {
  for (const count of [1, 3, 4, 30, 300])
    expect(previewCells(columns(count, 'STRING')).rowBytes, `${count}`).toBeLessThan(128 * 1024);
});

test('bounds a row of a thousand columns too', () => {
  expect(previewCells(columns(1_000, 'STRING')).rowBytes).toBeLessThan(300_000);
});
