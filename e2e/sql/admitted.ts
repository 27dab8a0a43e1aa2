import { checkExpression, expressionFunctions, expressionTypeWords, lex, printStatement } from '@headrace/flow';
import type { Judgement } from './flink-sql.ts';

/** An expression that our check admits, in a statement as the compiler prints it. */
export interface Admitted {
  readonly expression: string;
  readonly statement: string;
  /** Where the expression stands in the statement. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

/** The expression as a column and as a condition of one SELECT; undefined where our check refuses it. */
export function admitted(expression: string): Admitted | undefined {
  if (checkExpression(expression)) return undefined;
  const written = { kind: 'raw', text: expression, origin: { node: 'n', path: [] } } as const;
  const { text, spans } = printStatement({
    kind: 'query',
    query: {
      kind: 'select',
      items: [{ expression: written, as: 'x' }],
      from: { kind: 'table', name: 't' },
      where: { kind: 'is', what: 'NOT TRUE', operand: written },
    },
  });
  return { expression, statement: text, places: spans.filter((span) => span.verbatim) };
}

/** Functions that the parser makes of constructs that are written without their names. */
const constructs = new Set([
  'DEFAULT',
  'TRANSLATE3',
  'TRANSLATE',
  ...['NULL', 'ABSENT'].flatMap((what) => ['ARRAYAGG', 'OBJECTAGG'].map((name) => `JSON_${name}_${what}_ON_NULL`)),
]);
const functions: ReadonlySet<string> = new Set([...expressionFunctions, ...constructs]);

/** Kinds of nodes that an expression in one SELECT consists of. Source: Calcite's SqlKind. */
const kinds: ReadonlySet<string> = new Set(
  (
    'SELECT AS IDENTIFIER LITERAL OTHER OTHER_FUNCTION AND OR NOT IS_NULL IS_NOT_NULL IS_TRUE IS_FALSE IS_NOT_TRUE IS_NOT_FALSE ' +
    'IS_UNKNOWN IS_NOT_UNKNOWN IS_DISTINCT_FROM IS_NOT_DISTINCT_FROM EQUALS NOT_EQUALS LESS_THAN LESS_THAN_OR_EQUAL GREATER_THAN ' +
    'GREATER_THAN_OR_EQUAL PLUS MINUS TIMES DIVIDE MOD MINUS_PREFIX PLUS_PREFIX CASE CAST SAFE_CAST BETWEEN IN NOT_IN LIKE SIMILAR ITEM ROW ' +
    'ARRAY_VALUE_CONSTRUCTOR MAP_VALUE_CONSTRUCTOR MULTISET_VALUE_CONSTRUCTOR OVER WINDOW FILTER WITHIN_GROUP WITHIN_DISTINCT PRECEDING FOLLOWING RESPECT_NULLS IGNORE_NULLS DESCENDING NULLS_FIRST ' +
    'NULLS_LAST OVERLAPS ARGUMENT_ASSIGNMENT DOT LITERAL_CHAIN EXTRACT TRIM FLOOR CEIL POSITION TIMESTAMP_ADD TIMESTAMP_DIFF COALESCE NULLIF ' +
    'DEFAULT COUNT SUM SUM0 MIN MAX AVG RANK DENSE_RANK ROW_NUMBER LEAD LAG FIRST_VALUE LAST_VALUE NTILE PERCENT_RANK CUME_DIST COLLECT ARRAY_AGG LISTAGG ' +
    'STDDEV_POP STDDEV_SAMP VAR_POP VAR_SAMP PERCENTILE_CONT SINGLE_VALUE SOME ALL INTERVAL_QUALIFIER JSON_OBJECT JSON_ARRAY JSON_OBJECTAGG JSON_ARRAYAGG JSON_VALUE_EXPRESSION JSON_TYPE TRANSLATE INTERVAL FINAL'
  ).split(' '),
);

/** Everything in which Flink's parser sees more in an admitted expression than our check did; empty where they agree. */
export function disagreements({ expression, statement, places }: Admitted, flink: Judgement): string[] {
  const found: string[] = [];
  if (flink.refused === undefined) {
    if (flink.statements !== 1) found.push(`${flink.statements} statements`);
    if (flink.selects !== 1) found.push(`${flink.selects} SELECTs`);
    if (flink.hints !== 0) found.push(`${flink.hints} hints`);
    found.push(...flink.functions.filter((name) => !functions.has(name)).map((name) => `function ${name}`));
    found.push(...flink.types.filter((word) => !expressionTypeWords.has(word)).map((word) => `type ${word}`));
    found.push(...flink.kinds.filter((kind) => !kinds.has(kind)).map((kind) => `kind ${kind}`));
  }
  const ours = lex(expression).tokens.filter((token) => token.kind !== 'comment');
  for (const { start, end } of places) {
    const theirs = flink.tokens.filter((t) => typeof t !== 'string' && t[1] < end && t[2] > start);
    const same = theirs.map((t) => `${Number(t[1]) - start}-${Number(t[2]) - start}`).join(' ');
    const wanted = ours.map((t) => `${t.start}-${t.end}`).join(' ');
    if (same !== wanted) found.push(`tokens ${same} and not ${wanted}`);
  }
  if (flink.tokens.some((t) => typeof t === 'string')) found.push(`a lexical error in ${statement}`);
  return found;
}
