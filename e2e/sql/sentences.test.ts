import { checkExpression, locate, type Printed, printStatement } from '@headrace/flow';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { hostile, ordinary } from './expressions.ts';
import { judge } from './flink-sql.ts';

const command = inject('flinkSql');

/** The expression as a filter prints it, for both of its ports. */
function printed(text: string): Printed {
  const written = { kind: 'raw', text, origin: { node: 'n', path: ['config', 'expression'] } } as const;
  return printStatement({
    kind: 'query',
    query: {
      kind: 'select',
      items: [{ expression: written, as: 'x' }],
      from: { kind: 'table', name: 't' },
      where: { kind: 'is', what: 'NOT TRUE', operand: written },
    },
  });
}

/** Expressions that break off, or have something in them that does not belong there. */
const broken = fc.oneof(
  fc.tuple(ordinary, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
  ordinary.map((text) => `${text} >`),
  ordinary.map((text) => `NOT ${text} AND`),
  hostile,
);

test('expressions that Flink cannot read: the sentence quotes nothing that the author did not write, at a place in it', async () => {
  const all = fc.sample(broken, 4_000).filter((text) => checkExpression(text) === undefined);
  const statements = all.map(printed);
  let [i, refused] = [0, 0];
  for await (const { refused: message } of judge(
    command,
    statements.map((s) => s.text),
  )) {
    const text = all[i] as string;
    const statement = statements[i++] as Printed;
    if (message === undefined || !/line \d+, column \d+/.test(message)) continue;
    refused++;
    const found = locate(statement, `SQL parse failed. ${message}`);
    const said = `${text}: ${message}: ${found.message}`;
    if (found.code === 'planner/syntax') {
      const quoted = /read at '([^']+)'/.exec(found.message)?.[1];
      if (quoted !== undefined) expect(text.toUpperCase(), said).toContain(quoted.toUpperCase());
    }
    expect(found.place, said).toMatchObject({ node: 'n', path: ['config', 'expression'] });
    const { start = -1, end = -1 } = found.place.range ?? {};
    expect(start >= 0 && start <= end && end <= text.length, said).toBe(true);
  }
  expect(i).toBe(all.length);
  expect(refused).toBeGreaterThan(150);
});
