import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testCatalogue } from '../catalogue/testing.ts';
import { parseFlow } from '../document/parse.ts';
import type { FlowDocument } from '../document/schema.ts';
import { checkQuery } from '../planner/check-query.ts';
import { lex } from '../sql/lex.ts';
import { quoteIdentifier, quoteString, sqlName } from '../sql/quote.ts';
import { createCompiler } from './compiler.ts';
import { script } from './script.ts';

const connections = [{ name: 'local', kind: 'test' }];

/** Quotes, backticks, semicolons, comments, line breaks, unicode, lone surrogates, words of SQL. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        "'",
        '`',
        ';',
        '--',
        '/*',
        '*/',
        '\n',
        '\r',
        '\0',
        '"',
        '\\',
        '.',
        ' ',
        '\ud800',
        'é',
        '日',
        '💧',
        'SELECT',
        ') AS',
      ),
      { maxLength: 8 },
    )
    .map((p) => p.join('')),
);
const name = nasty.filter((n) => n !== '__proto__');

const node = (names: readonly string[]) =>
  fc.oneof(
    fc.record({
      type: fc.constant('source'),
      config: fc.record({ table: nasty, columns: fc.uniqueArray(name, { maxLength: 4 }) }),
    }),
    fc.record({
      type: fc.constant('where'),
      from: fc.constantFrom(...names, `${names[0]}.rest`),
      config: fc.record({ expression: nasty }),
    }),
    fc.record({ type: fc.constant('sink'), from: fc.constantFrom(...names), config: fc.record({ table: nasty }) }),
    fc.record({ type: nasty, from: fc.oneof(nasty, fc.array(nasty), fc.dictionary(name, nasty)) }),
    fc.record({
      type: fc.constant('where'),
      from: fc.constantFrom(...names),
      config: fc.constant({ expression: '1 = 1' }),
      output: fc.record({ remove: fc.array(name), rename: fc.dictionary(name, name), order: fc.array(name) }),
    }),
  );

const document = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).chain((names) =>
  fc.tuple(...names.map(() => node(names))).map(
    (nodes): FlowDocument => ({
      apiVersion: 'headrace.dev/v1alpha1',
      kind: 'Flow',
      metadata: { name: 'f' },
      spec: { nodes: Object.fromEntries(names.map((n, i) => [n, nodes[i] as FlowDocument['spec']['nodes'][string]])) },
    }),
  ),
);

describe('hostile input', () => {
  test('10,000 documents: the compiler never throws, and prints the same again', () => {
    fc.assert(
      fc.property(document, (d) => {
        const compiled = createCompiler(testCatalogue).compile(d, { connections });
        const text = script(compiled).text;
        expect(script(createCompiler(testCatalogue).compile(d, { connections })).text).toBe(text);
        const check = checkQuery(compiled);
        const printed = check ? [...check.tables.flatMap(({ create, drop }) => [create, drop]), check.view] : [];
        for (const each of printed) expect(balanced(each.text)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  test('gives a document or a diagnostic for any data', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.anything().map((x) => String(JSON.stringify(x))),
        ),
        (text) => {
          const { document: read, diagnostics } = parseFlow(text);
          expect(read === undefined).toBe(diagnostics.length > 0);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  test('10,000 names: each is exactly one identifier and one literal', () => {
    fc.assert(
      fc.property(nasty, (n) => {
        const quoted = quoteIdentifier(n);
        expect(lex(quoted)).toEqual({ tokens: [{ kind: 'identifier', start: 0, end: quoted.length }] });
        expect(quoted.slice(1, -1).replaceAll('``', '`')).toBe(sqlName(n));
        const literal = quoteString(n);
        expect(lex(literal)).toEqual({ tokens: [{ kind: 'string', start: 0, end: literal.length }] });
        expect(literal.slice(1, -1).replaceAll("''", "'")).toBe(n.toWellFormed());
      }),
      { numRuns: 10_000 },
    );
  });
});

/** Every quote, comment and parenthesis that opens also closes, and no statement ends inside. */
function balanced(sql: string): boolean {
  const { tokens, misfit } = lex(sql);
  if (misfit) return false;
  let depth = 0;
  for (const t of tokens) {
    const sign = t.kind === 'sign' ? sql.slice(t.start, t.end) : '';
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === ';' || depth < 0) return false;
  }
  return depth === 0;
}
