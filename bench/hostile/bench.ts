import fc from 'fast-check';
import { type Admitted, admitted, disagreements } from '../../e2e/sql/admitted.ts';
import { hostile } from '../../e2e/sql/expressions.ts';
import { flinkSqlCommand, judge } from '../../e2e/sql/flink-sql.ts';
import type { Benchmark } from '../support/measure.ts';

const all = 1_000_000;
const batch = 20_000;

/** The search that the suite `sql` makes with 10,000 expressions, with a hundred times as many. */
export async function bench(): Promise<Benchmark> {
  const command = await flinkSqlCommand();
  let [admittedCount, parsed, checking] = [0, 0, 0];
  const disagreed: string[] = [];
  for (let done = 0; done < all; done += batch) {
    const texts = fc.sample(hostile, batch);
    const begun = performance.now();
    const candidates = texts.map(admitted).filter((one): one is Admitted => one !== undefined);
    checking += performance.now() - begun;
    let i = 0;
    for await (const judgement of judge(
      command,
      candidates.map(({ statement }) => statement),
    )) {
      const one = candidates[i++] as Admitted;
      if (judgement.refused === undefined) parsed++;
      const found = disagreements(one, judgement);
      if (found.length > 0) disagreed.push(`${JSON.stringify(one.expression)}: ${found.join('; ')}`);
    }
    admittedCount += candidates.length;
  }
  for (const one of disagreed.slice(0, 20)) console.error(one);
  return {
    title: 'Hostile expressions',
    how: "Generated from the tokens of Flink's lexer; what the check admits is asked of Flink's own parser: one statement, one SELECT, no hint, no query inside, only functions and types of the list, the same tokens at the same places.",
    figures: [
      { what: 'expressions', value: String(all) },
      { what: 'admitted by the check', value: String(admittedCount) },
      { what: 'of these parsed by Flink', value: String(parsed) },
      {
        what: 'in which Flink sees something else',
        value: String(disagreed.length),
        aim: '0',
        met: disagreed.length === 0,
      },
      { what: 'the check, an expression', value: `${((checking * 1000) / all).toFixed(1)} µs` },
    ],
  };
}
