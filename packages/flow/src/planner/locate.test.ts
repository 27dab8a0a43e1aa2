import { describe, expect, test } from 'vitest';
import { testCatalogue } from '../catalogue/testing.ts';
import { createCompiler } from '../plan/compiler.ts';
import { checkQuery } from './check-query.ts';
import { locate } from './locate.ts';

const compiled = createCompiler(testCatalogue).compile(
  {
    apiVersion: 'headrace.dev/v1alpha1',
    kind: 'Flow',
    metadata: { name: 'f' },
    spec: {
      nodes: {
        a: { type: 'source', config: { table: 't' } },
        'weird `name`\n': { type: 'where', from: 'a', config: { expression: "id = 'x'\n AND regon = 'EMEA'" } },
      },
    },
  },
  { connections: [{ name: 'local', kind: 'test' }] },
);
const view = (checkQuery(compiled) as NonNullable<ReturnType<typeof checkQuery>>).view;

/** Where the planner would say that a text stands. */
function placeOf(text: string): string {
  const lines = view.text.split('\n');
  const line = lines.findIndex((l) => l.includes(text));
  const column = (lines[line] as string).indexOf(text) + 1;
  return `From line ${line + 1}, column ${column} to line ${line + 1}, column ${column + text.length - 1}`;
}

describe('locate', () => {
  test('maps a position in an expression to a range of its field', () => {
    const d = locate(view, `${placeOf('regon')}: Column 'regon' not found in any table; did you mean 'region'?`);
    expect(d).toMatchObject({
      code: 'planner/unknown-column',
      place: { node: 'weird `name`\n', path: ['config', 'expression'], range: { start: 14, end: 19 } },
    });
    expect(d.message).toContain("Did you mean 'region'?");
  });

  test('maps any other position to the node', () => {
    const d = locate(view, `${placeOf('`a.source`')}: Object 'a.source' not found`);
    expect(d).toMatchObject({ code: 'planner/refused', place: { node: 'a', path: [] } });
  });

  test('accepts a message without a position, and one past the end of the text', () => {
    expect(locate(view, 'something else').place).toEqual({});
    expect(locate(view, 'From line 999, column 1 to line 999, column 2: x').place).toEqual({});
  });

  test('reports an incomplete expression at its end', () => {
    const place = placeOf("'EMEA'");
    const [, line, column] = /line (\d+), column (\d+)/.exec(place) as RegExpExecArray;
    const d = locate(
      view,
      `SQL parse failed. Incorrect syntax near the keyword 'AND' at line ${line}, column ${column}.`,
    );
    expect(d).toMatchObject({
      code: 'planner/syntax',
      place: { path: ['config', 'expression'], range: { start: 22 } },
    });
  });

  test('does not quote a bracket of the printer: the expression is incomplete', () => {
    const line = view.text.slice(0, view.text.indexOf("regon = 'EMEA'")).split('\n').length + 1;
    const column = (view.text.split('\n')[line - 1] as string).indexOf(')') + 1;
    expect(column).toBeGreaterThan(0);
    for (const said of ['Encountered ")"', "Incorrect syntax near the keyword 'AS'"]) {
      const d = locate(
        view,
        `SQL parse failed. ${said} at line ${line}, column ${column}.\nWas expecting one of: "ALL" ...`,
      );
      expect(d).toMatchObject({
        code: 'planner/syntax',
        message: 'The expression is not finished: something is missing at its end.',
        place: { node: 'weird `name`\n', path: ['config', 'expression'], range: { start: 27, end: 28 } },
      });
    }
  });

  test('does not quote words of the statement around an expression', () => {
    const d = locate(
      view,
      `${placeOf('regon')}: Cannot apply 'IS NOT TRUE' to arguments of type '<INTEGER> IS NOT TRUE'.`,
    );
    expect(d.message).not.toContain('IS NOT TRUE cannot');
    expect(locate(view, `${placeOf('regon')}: No match found for function signature $INTERNAL(<CHAR>)`).message).toBe(
      'Flink has no function for values of these types.',
    );
  });
});
