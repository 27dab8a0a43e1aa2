import { checkExpression, expressionFunctions } from '@headrace/flow';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { type Admitted, admitted, disagreements } from './admitted.ts';
import { hostile, ordinary, samples } from './expressions.ts';
import { type Judgement, judge } from './flink-sql.ts';

const command = inject('flinkSql');

async function judgeAll(all: readonly Admitted[]): Promise<Judgement[]> {
  return Array.fromAsync(
    judge(
      command,
      all.map(({ statement }) => statement),
    ),
  );
}

/** What disagrees, with the expression: JSON, so that a failure can be copied into a test. */
async function report(all: readonly Admitted[]): Promise<{ disagreed: string[]; parsed: number }> {
  const judgements = await judgeAll(all);
  expect(judgements.length).toBe(all.length);
  const disagreed = all.flatMap((one, i) => {
    const found = disagreements(one, judgements[i] as Judgement);
    return found.length > 0 ? [`${JSON.stringify(one.expression)}: ${found.join('; ')}`] : [];
  });
  return { disagreed, parsed: judgements.filter((j) => j.refused === undefined).length };
}

const isAdmitted = (one: Admitted | undefined): one is Admitted => one !== undefined;

test('10,000 hostile expressions: what is admitted is one expression to Flink too', async () => {
  const all = fc.sample(hostile, 10_000).map(admitted).filter(isAdmitted);
  const { disagreed, parsed } = await report(all);
  expect(disagreed).toEqual([]);
  // Enough of them get through for the test to mean something, and Flink takes enough of those.
  expect(all.length).toBeGreaterThan(1_000);
  expect(parsed).toBeGreaterThan(300);
});

test('what authors write is admitted, and Flink parses it', async () => {
  const expressions = fc.sample(ordinary, 1_000);
  const refused = expressions
    .filter((text) => checkExpression(text))
    .map((text) => [text, checkExpression(text)?.message]);
  expect(refused).toEqual([]);
  const { disagreed, parsed } = await report(expressions.map(admitted).filter(isAdmitted));
  expect(disagreed).toEqual([]);
  expect(parsed).toBe(expressions.length);
});

test('every function on the list can be written in a way that Flink parses', async () => {
  const shapes = [
    '()',
    '',
    '(a)',
    '(a, a)',
    '(a, a, a)',
    '(a AS INT)',
    "(KEY 'k' VALUE a)",
    '(DAY FROM a)',
    '(DAY, a, a)',
    "(a, '$')",
    '(a IN a)',
    '(a PLACING a FROM 1)',
  ];
  const calls = expressionFunctions.flatMap((name) => shapes.map((shape) => ({ name, call: `${name}${shape}` })));
  const fits = calls.map(({ name, call }) => ({ name, one: admitted(call) })).filter(({ one }) => one !== undefined);
  const judgements = await judgeAll(fits.map(({ one }) => one as Admitted));
  const parsed = new Set(fits.filter((_, i) => judgements[i]?.refused === undefined).map(({ name }) => name));
  expect(expressionFunctions.filter((name) => !parsed.has(name))).toEqual([]);
});

test('each sample of a token of Flink is refused, or cut as Flink cuts it', async () => {
  const all = Object.values(samples).flat().map(admitted).filter(isAdmitted);
  expect((await report(all)).disagreed).toEqual([]);
  expect(all.length).toBeGreaterThan(15);
});
