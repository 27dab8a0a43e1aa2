import { checkPatterns, dateFormatFault, regexpFault, timePatternFault } from '@headrace/flow';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { javaPatterns, openFlink } from './flink-sql.ts';

const command = inject('flinkSql');

const run = fc.tuple(
  fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  fc.integer({ min: 1, max: 6 }),
);
const ordinary = [
  'yyyy',
  'MM',
  'dd',
  'HH',
  'mm',
  'ss',
  'SSS',
  'XXX',
  'EEE',
  'zzz',
  'a',
  'h',
  'u',
  'D',
  'VV',
  'pppH',
  'Q',
];
const timePattern = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...ordinary) },
      {
        weight: 4,
        arbitrary: fc.constantFrom('-', ':', ' ', '.', ',', '/', "'T'", "''", "'o''clock'", '[', ']', 'é', '1'),
      },
      { weight: 1, arbitrary: run.map(([letter, times]) => letter.repeat(times)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("'", '{', '}', '#', 'p', 'pp ', 'y'.repeat(20), 'S'.repeat(10), 'n'.repeat(19)),
      },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', '.', '-', ' ', '1', '^', '$', 'é', ']', '}', ',', '&&', ':', '<') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('*', '+', '?', '*?', '++', '{2}', '{2,}', '{1,3}', '{3,1}', '{', '{x}', '{,2}', '|'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('(', ')', '(?:', '(?=', '(?<!', '(?<n>', '(?i)', '(?i:', '(?x)', '(?', '(?<'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('[', '[^', '[a-z]', '[a-', '[]', '[^]]', '[a&&[b]]', '[\\]]', '\\', '\\\\', '\\['),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...[...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ019'].map((c) => `\\${c}`)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\\p{L}', '\\p{', '\\x{41}', '\\x41', '\\u0041', '\\k<n>', '\\Q', '\\E', '\\N{SPACE}'),
  },
);
const regexp = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));

/** Pairs of what we say and what Java says. */
async function compared(kind: 'time' | 'date' | 'regexp', texts: readonly string[], ours: (text: string) => unknown) {
  const found: { text: string; ours: unknown; java: string | null }[] = [];
  let i = 0;
  for await (const java of javaPatterns(command, kind, texts)) {
    const text = texts[i++] as string;
    found.push({ text, ours: ours(text), java });
  }
  expect(found.length).toBe(texts.length);
  return found;
}

test('20,000 time patterns: we refuse exactly those that DateTimeFormatter refuses', async () => {
  const all = await compared('time', fc.sample(timePattern, 20_000), timePatternFault);
  // Java stumbles over some patterns with padding before it can judge them.
  const judged = all.filter(({ java }) => !java?.includes('cannot be cast'));
  expect(judged.filter(({ ours, java }) => (ours === undefined) !== (java === null)).slice(0, 10)).toEqual([]);
  expect(judged.filter(({ java }) => java !== null).length).toBeGreaterThan(3_000);
});

test('20,000 date formats: we refuse exactly those that SimpleDateFormat refuses', async () => {
  const all = await compared('date', fc.sample(timePattern, 20_000), dateFormatFault);
  expect(all.filter(({ ours, java }) => (ours === undefined) !== (java === null)).slice(0, 10)).toEqual([]);
  expect(all.filter(({ java }) => java !== null).length).toBeGreaterThan(3_000);
});

test('40,000 regular expressions: we refuse none that Java takes, and most of those that it refuses', async () => {
  const all = await compared('regexp', fc.sample(regexp, 40_000), regexpFault);
  expect(all.filter(({ ours, java }) => ours !== undefined && java === null).slice(0, 10)).toEqual([]);
  const refused = all.filter(({ java }) => java !== null);
  const said = refused.filter(({ ours }) => ours !== undefined);
  expect(said.length / refused.length).toBeGreaterThan(0.6);
});

test('in Flink each pattern that we refuse fails or gives nothing, and what is right gives something', async () => {
  const flink = openFlink(
    command,
    "CREATE TEMPORARY TABLE x (s STRING, i INT, t TIMESTAMP(3)) WITH ('connector' = 'datagen', 'number-of-rows' = '3')",
  );
  const wrong = [
    "TO_TIMESTAMP('2026', 'yyyy-bb')",
    "TO_TIMESTAMP(s, 'yyyy-MM-ddTHH:mm')",
    "DATE_FORMAT(t, 'jj')",
    "FROM_UNIXTIME(i, 'fff')",
    "UNIX_TIMESTAMP(s, 'yyyy''')",
    "TO_DATE(s, 'yyyy-bb')",
    "REGEXP(s, '(')",
    "REGEXP_EXTRACT(s, '[a', 0)",
    "REGEXP_REPLACE(s, '*a', 'b')",
    "REGEXP_COUNT(s, 'a)')",
    "REGEXP_EXTRACT_ALL(s, 'a{2,1}', 0)",
    "REGEXP_INSTR(s, '(?:a')",
    "REGEXP_SUBSTR(s, '[')",
    "s SIMILAR TO '(a'",
    "s LIKE 'a!b' ESCAPE '!'",
    "s LIKE 'a!%' ESCAPE '!!'",
  ];
  const right = [
    "TO_TIMESTAMP('2026-04-07T10', 'yyyy-MM-dd''T''HH')",
    "DATE_FORMAT(t, 'yyyy-MM-dd')",
    "FROM_UNIXTIME(i, 'yyyy')",
    "UNIX_TIMESTAMP('2026', 'yyyy')",
    "TO_DATE('2026', 'yyyy')",
    "REGEXP('aab', '(a|b){2,}')",
    "REGEXP_EXTRACT('ab', '(a)[^c]', 1)",
    "REGEXP_REPLACE('ab', 'a+?', 'b')",
    "REGEXP_COUNT('ab', '\\w')",
    "'ab' SIMILAR TO '(a|b)%'",
    "'a%' LIKE 'a!%' ESCAPE '!'",
  ];
  const outcome = async (expression: string) => {
    const ran = await flink.run(`SELECT CAST((${expression}) AS STRING) FROM x`);
    return 'rows' in ran ? ran.rows.map(([value]) => value) : ran;
  };
  const found: string[] = [];
  for (const expression of wrong) {
    if (checkPatterns(expression).length !== 1) found.push(`nothing is said of ${expression}`);
    const values = await outcome(expression);
    const nothing = new Set<unknown>([null, 'FALSE', '0', '', '-9223372036854775808']);
    if (Array.isArray(values) && values.some((v) => !nothing.has(v))) found.push(`${expression}: ${values[0]}`);
  }
  for (const expression of right) {
    if (checkPatterns(expression).length > 0) found.push(`something is said of ${expression}`);
    const values = await outcome(expression);
    if (!Array.isArray(values) || values.some((v) => v === null))
      found.push(`${expression}: ${JSON.stringify(values)}`);
  }
  flink.close();
  expect(found).toEqual([]);
});

test('the day of a place, as docs/event-time.md has it, knows summer time', async () => {
  const flink = openFlink(
    command,
    "CREATE TEMPORARY TABLE x (i INT) WITH ('connector' = 'datagen', 'number-of-rows' = '1')",
  );
  const day = (time: string) =>
    `SUBSTRING(CONVERT_TZ(DATE_FORMAT(TIMESTAMP '${time}', 'yyyy-MM-dd HH:mm:ss'), 'UTC', 'Europe/Berlin') FROM 1 FOR 10)`;
  const times = ['2026-01-10 22:59:59', '2026-01-10 23:00:00', '2026-07-10 21:59:59', '2026-07-10 22:00:00'];
  const ran = await flink.run(`SELECT ${times.map(day).join(', ')} FROM x`);
  flink.close();
  expect(ran).toEqual({ rows: [['2026-01-10', '2026-01-11', '2026-07-10', '2026-07-11']] });
});
