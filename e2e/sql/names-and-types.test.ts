import { expressionTypeWords, parseType, printStatement, printType } from '@headrace/flow';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { pieces } from './expressions.ts';
import { judge } from './flink-sql.ts';

const command = inject('flinkSql');
const backQuoted = 853;
const quotedString = 795;

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((parts) => parts.join('')),
);

test('5,000 names and texts: each is one token to Flink, and the statement stays one', async () => {
  const all = fc.sample(fc.tuple(nasty, nasty, nasty), 5_000);
  const statements = all.map(
    ([column, text, table]) =>
      printStatement({
        kind: 'query',
        query: {
          kind: 'select',
          items: [
            { expression: { kind: 'column', path: [column] } },
            { expression: { kind: 'string', value: text }, as: column },
          ],
          from: { kind: 'table', name: table },
        },
      }).text,
  );
  let i = 0;
  for await (const judged of judge(command, statements)) {
    const statement = statements[i++] as string;
    const kinds = judged.tokens.map((t) => (typeof t === 'string' ? t : t[0]));
    expect(kinds.filter((kind) => kind === backQuoted).length, statement).toBe(3);
    expect(kinds.filter((kind) => kind === quotedString).length, statement).toBe(1);
    expect(kinds.length, statement).toBe('SELECT a , t AS a FROM t'.split(' ').length);
    // A name of more than 256 characters is refused by Flink itself.
    if (judged.refused === undefined) expect([judged.statements, judged.selects], statement).toEqual([1, 1]);
  }
  expect(i).toBe(all.length);
});

const simple =
  'STRING BOOLEAN TINYINT SMALLINT INT INTEGER BIGINT FLOAT DOUBLE DATE BYTES VARIANT CHAR(3) VARCHAR(9) BINARY(2) VARBINARY(4) TIME TIME(3) TIMESTAMP TIMESTAMP(6) TIMESTAMP_LTZ(3) DECIMAL DEC(5) NUMERIC(9,2)';
const written = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      ...simple.split(' '),
      'DOUBLE PRECISION',
      'TIMESTAMP(3) WITH LOCAL TIME ZONE',
      'TIME WITHOUT TIME ZONE',
      'ROW<>',
      "RAW('a', 'b')",
      "STRUCTURED<'a', b INT>",
      'a.b',
      'whatever',
      'INTERVAL DAY',
      'CURSOR',
    ),
    tie('type').map((t) => `ARRAY<${t}>`),
    tie('type').map((t) => `${t} ARRAY`),
    tie('type').map((t) => `${t} NOT NULL`),
    tie('type').map((t) => `MULTISET<${t}>`),
    fc.tuple(tie('type'), tie('type')).map(([k, v]) => `MAP<${k}, ${v}>`),
    fc.tuple(tie('type'), tie('type')).map(([a, b]) => `ROW<a ${a} 'why', \`raw\` ${b}>`),
    fc.tuple(tie('type'), tie('type')).map(([a, b]) => `ROW(a ${a}, b ${b})`),
    fc
      .tuple(tie('type'), fc.constantFrom(...pieces), fc.nat())
      .map(([t, piece, at]) => t.slice(0, at % (t.length + 1)) + piece + t.slice(at % (t.length + 1))),
  ),
})).type;

test('3,000 types: what we read as a type is one to Flink, of words on the list, also as we print it', async () => {
  const types = fc.sample(written, 3_000).flatMap((text) => {
    const read = parseType(text);
    return 'type' in read ? [text, printType(read.type)] : [];
  });
  expect(types.length).toBeGreaterThan(1_500);
  let i = 0;
  for await (const judged of judge(
    command,
    types.map((type) => `CREATE TABLE x (f ${type}\n)`),
  )) {
    const type = types[i++] as string;
    expect(judged.refused, type).toBeUndefined();
    expect([judged.statements, judged.kinds], type).toEqual([1, ['COLUMN_DECL', 'CREATE_TABLE']]);
    expect(
      judged.types.filter((word) => !expressionTypeWords.has(word)),
      type,
    ).toEqual([]);
  }
  expect(i).toBe(types.length);
});
