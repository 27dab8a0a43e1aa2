import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CastFinding, checkCasts, parseType, quoteString, type Relation, textFunctions } from '@headrace/flow';
import fc from 'fast-check';
import { afterAll, expect, inject, test } from 'vitest';
import { openFlink, type Ran } from './flink-sql.ts';

const command = inject('flinkSql');
const folder = mkdtempSync(join(tmpdir(), 'headrace-casts-'));

/** A column of each type, and values of them: ordinary, extreme and null. */
const columns = {
  s: 'STRING',
  v: 'VARCHAR(8)',
  i: 'INT',
  n: 'BIGINT',
  t: 'TINYINT',
  d: 'DOUBLE',
  f: 'FLOAT',
  c: 'DECIMAL(10, 2)',
  b: 'BOOLEAN',
  day: 'DATE',
  hour: 'TIME(0)',
  at: 'TIMESTAMP(3)',
  moment: 'TIMESTAMP_LTZ(3)',
  r: 'ROW<s STRING, i INT>',
  a: 'ARRAY<STRING>',
  m: 'MAP<STRING, STRING>',
} as const;
type Name = keyof typeof columns;
const texts = [
  '7',
  'abc',
  '',
  '1e5',
  ' 3 ',
  'true',
  '2026-04-07',
  '2026-04-07 08:00:00',
  '5,5',
  '12:30:00',
  '-1',
  null,
];
const rows = texts.map((text, at) => {
  const nested = { s: text, v: text?.slice(0, 8), r: { s: text, i: at }, a: [text], m: { k: text } };
  if (at === 2) return nested;
  const whole = at % 3;
  const times = {
    day: '2026-04-07',
    hour: '08:00:00',
    at: '2026-04-07 08:00:00.123',
    moment: '2026-04-07 08:00:00.123Z',
  };
  return {
    ...nested,
    i: whole,
    n: whole * 4_000_000_000,
    t: whole,
    d: whole * 1.5,
    f: whole,
    c: whole,
    b: at > 4,
    ...times,
  };
});
writeFileSync(join(folder, 'rows.json'), rows.map((row) => JSON.stringify(row)).join('\n'));
const table = `CREATE TEMPORARY TABLE x (${Object.entries(columns)
  .map(([name, type]) => `\`${name}\` ${type}`)
  .join(', ')}) WITH ('connector' = 'filesystem', 'path' = ${quoteString(folder)}, 'format' = 'json')`;
const relation: Relation = {
  columns: Object.entries(columns).map(([name, text]) => {
    const parsed = parseType(text);
    if ('error' in parsed) throw new Error(parsed.error);
    return { name, type: parsed.type };
  }),
  changelog: { mode: 'append' },
};

const flink = openFlink(command, table);
afterAll(() => {
  flink.close();
  rmSync(folder, { recursive: true, force: true });
});

const column = (name: Name) => `\`${name}\``;
const query = (expressions: readonly string[]) => `SELECT ${expressions.map((e) => `(${e})`).join(', ')} FROM x`;

async function ranAll(expressions: readonly string[]): Promise<[string, Ran][]> {
  return Promise.all(expressions.map(async (e): Promise<[string, Ran]> => [e, await flink.run(query([e]))]));
}

/** Of expressions of which nothing is said: those whose job fails, or which Flink refuses only when it plans a job. */
async function unsaid(expressions: readonly string[]): Promise<string[]> {
  if (expressions.length === 0) return [];
  const ran = await flink.run(query(expressions));
  if ('rows' in ran) return [];
  if (expressions.length > 1) {
    const half = expressions.length >> 1;
    return [...(await unsaid(expressions.slice(0, half))), ...(await unsaid(expressions.slice(half)))];
  }
  const late = 'refused' in ran && /implicit type conversion|DateTime|NumberFormat/.test(ran.refused);
  return 'failed' in ran || late ? [`${expressions[0]}: ${JSON.stringify(ran)}`] : [];
}

/** The expression with all that can be mended mended, one after the other. */
function mended(expression: string): string {
  const fix = checkCasts(expression, relation).find((f) => f.fix)?.fix;
  return fix ? mended(fix.value) : expression;
}

/** Compares what is said of expressions with what Flink does with them. @returns how many of each kind there were */
async function compare(expressions: readonly string[]) {
  const said = new Map(expressions.map((e) => [e, checkCasts(e, relation)] as const));
  const of = (test: (all: readonly CastFinding[]) => boolean) =>
    [...said].filter(([, all]) => test(all)).map(([e]) => e);
  const errors = of((all) => all.some((f) => f.severity === 'error'));
  const others = of((all) => all.length > 0 && all.every((f) => f.severity !== 'error'));
  const silent = of((all) => all.length === 0);
  const chunks = Array.from({ length: Math.ceil(silent.length / 16) }, (_, i) => silent.slice(i * 16, i * 16 + 16));
  expect((await Promise.all(chunks.map(unsaid))).flat()).toEqual([]);
  const wrong: string[] = [];
  for (const [e, ran] of await ranAll(errors)) if (!('refused' in ran)) wrong.push(`${e}: not refused`);
  for (const [e, ran] of await ranAll(others))
    if (!('failed' in ran)) wrong.push(`${e}: ${JSON.stringify(ran).slice(0, 200)}`);
  expect(wrong).toEqual([]);
  const fixed = [...said].filter(([, all]) => all.some((f) => f.fix)).map(([e]) => mended(e));
  const leftOver = fixed.filter((e) => checkCasts(e, relation).length > 0);
  const mendedOnes = [...new Set(fixed.filter((e) => !leftOver.includes(e)))];
  for (const [e, ran] of await ranAll(mendedOnes))
    if (!('rows' in ran)) wrong.push(`${e}: ${JSON.stringify(ran).slice(0, 200)}`);
  expect(wrong).toEqual([]);
  return { errors: errors.length, others: others.length, silent: silent.length, mended: mendedOnes.length };
}

const numbers: readonly Name[] = ['i', 'n', 't', 'd', 'f', 'c'];
const plainColumns: readonly Name[] = [...numbers, 'b', 'day', 'hour', 'at', 'moment'];
const literals = [
  '5',
  '-5',
  '5.5',
  '1e1',
  'TRUE',
  "DATE '2026-01-01'",
  "TIME '10:00:00'",
  "TIMESTAMP '2026-01-01 00:00:00'",
];
const textOperands = [
  ...['s', '`v`', 'r.s', 'a[1]', "m['k']", '(s)', 'CAST(i AS STRING)', 'UPPER(s)', "s || 'x'"],
  ...["'x'", "'7'", "'7.5'", "''", "'yes'", "'2026-04-07'", "'2026-04-07T08:00:00Z'", "'2026-04-07 08:00:00'"],
];
const others = [...plainColumns.map(column), ...literals, 'TRY_CAST(s AS BIGINT)', 'i + 1', '(n)', 'r.i'];
const forms: readonly ((a: string, b: string) => string)[] = [
  ...['=', '<>', '<', '<=', '>', '>='].flatMap((sign) => [
    (a: string, b: string) => `${a} ${sign} ${b}`,
    (a: string, b: string) => `${b} ${sign} ${a}`,
  ]),
  (a, b) => `${a} BETWEEN ${b} AND ${b}`,
  (a, b) => `${a} NOT BETWEEN ${b} AND ${b}`,
  (a, b) => `${b} BETWEEN ${a} AND ${b}`,
  (a, b) => `${b} BETWEEN SYMMETRIC ${b} AND ${a}`,
  (a, b) => `${a} IN (${b})`,
  (a, b) => `${a} NOT IN (${b}, ${b})`,
  (a, b) => `${b} IN (${a})`,
  (a, b) => `${b} IN (${a}, ${a})`,
  (a, b) => `${a} IS DISTINCT FROM ${b}`,
  (a, b) => `${b} IS NOT DISTINCT FROM ${a}`,
  (a, b) => `CASE ${a} WHEN ${b} THEN 1 ELSE 2 END`,
  (a, b) => `CASE ${b} WHEN ${a} THEN 1 END`,
  (a, b) => `NULLIF(${a}, ${b})`,
  (a, b) => `NOT (${a} >= ${b}) OR b`,
];

test('200 comparisons of texts with values: Flink refuses or fails where we say so, and not where we say nothing', async () => {
  const pairs = fc.tuple(fc.constantFrom(...forms), fc.constantFrom(...textOperands), fc.constantFrom(...others));
  // Flink folds what consists of constants while it plans.
  const literal = /^['\d-]|^(?:TRUE|DATE|TIME|TIMESTAMP)\b/;
  const notFolded = pairs.filter(([, text, other]) => other !== 'TRUE' && !(literal.test(text) && literal.test(other)));
  const sample = fc.sample(notFolded, 200).map(([form, text, other]) => form(text, other));
  const counts = await compare([...new Set(sample)]);
  for (const count of Object.values(counts)) expect(count, JSON.stringify(counts)).toBeGreaterThan(10);
});

test('calculations: texts are refused, and division of whole numbers and decimals by 0 fails', async () => {
  const signs = ['+', '-', '*', '/', '%'];
  const texts = fc.tuple(
    fc.constantFrom('s', 'r.s', 'a[1]'),
    fc.constantFrom(...signs),
    fc.constantFrom('2', 'i', '`c`'),
  );
  const divided = numbers.flatMap((a) =>
    numbers.flatMap((b) => [`${column(a)} / ${column(b)}`, `${column(a)} * 2 / ${column(b)}`]),
  );
  const whole = [
    'i % n',
    'c % t',
    'MOD(n, i)',
    'MOD(c, i)',
    'i / 0',
    'i / (n)',
    '1 + n / i',
    'i / 2',
    '7 / i',
    'i / 2.0',
    'd * i / n',
  ];
  const sums = fc.sample(texts, 20).flatMap(([a, sign, b]) => [`${a} ${sign} ${b}`, `${b} ${sign} ${a}`]);
  const counts = await compare([...new Set([...sums, ...divided, ...whole])]);
  expect(counts.errors).toBeGreaterThan(10);
  expect(counts.others).toBeGreaterThan(20);
});

test('casts of each type to each type: those that may fail are said', async () => {
  const targets = ['BOOLEAN', 'INT', 'DOUBLE', 'DECIMAL(3, 0)', 'DATE', 'TIME', 'TIMESTAMP(3)', 'TIMESTAMP_LTZ(3)'];
  const others = ['VARCHAR(2)', 'BYTES', 'ARRAY<INT>', 'MAP<STRING, INT>', 'ROW<a INT, b INT>'];
  const operands = [...Object.keys(columns).map((name) => column(name as Name)), ...textOperands];
  const all = operands
    .flatMap((o) => [...targets, ...others].map((t) => `CAST(${o} AS ${t})`))
    // Flink folds the cast of a literal to a DECIMAL while it plans, and makes 0 of what is no number.
    .filter((cast) => !/^CAST\('.*DECIMAL/.test(cast));
  const counts = await compare(fc.sample(fc.subarray(all, { minLength: 200, maxLength: 200 }), 1)[0] as string[]);
  expect(counts.others, JSON.stringify(counts)).toBeGreaterThan(30);
});

test('each function that is said to give a text gives one', async () => {
  const usual = '(s)';
  const args: Readonly<Record<string, string>> = {
    SUBSTRING: '(s, 1)',
    SUBSTR: '(s, 1)',
    REPLACE: "(s, 'a', 'b')",
    REGEXP_EXTRACT: "(s, '(a)', 1)",
    REGEXP_REPLACE: "(s, 'a', 'b')",
    CONCAT: '(s, s)',
    CONCAT_WS: "(',', s)",
    LPAD: "(s, 3, 'x')",
    RPAD: "(s, 3, 'x')",
    LEFT: '(s, 1)',
    RIGHT: '(s, 1)',
    REPEAT: '(s, 2)',
    SPLIT_INDEX: "(s, ',', 0)",
    JSON_QUERY: "(s, '$.a')",
  };
  const names = [...textFunctions];
  const ran = await flink.run(query(names.map((name) => `TYPEOF(${name}${args[name] ?? usual})`)));
  const types = 'rows' in ran ? ran.rows[0] : [JSON.stringify(ran)];
  expect(types?.map((type, i) => `${names[i]} ${type}`).filter((x) => !/ (STRING|(VAR)?CHAR\(\d+\))/.test(x))).toEqual(
    [],
  );
});
