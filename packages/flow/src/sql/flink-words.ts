import { functions, reservedWords, spellings, typeWords } from './generated/flink.ts';
import { quoteIdentifier } from './quote.ts';

/**
 * What of Flink's functions and words may stand in an expression. Flink's own list is generated; this file says what is
 * taken off and why. `docs/expressions.md` is made from both.
 */

/** Functions that are taken off, by the reason, which ends the sentence "X cannot be used here: …". */
const refused: readonly (readonly [reason: string, names: string])[] = [
  ['it makes objects of Java classes that the text names', 'OBJECT_OF OBJECT_UPDATE'],
  ['it writes to the standard output of Flink', 'PRINT'],
  [
    'it gives a table, not a value. Use the node for it (Aggregate has windows)',
    'CUMULATE DESCRIPTOR FROM_CHANGELOG HOP ML_EVALUATE ML_PREDICT SESSION TO_CHANGELOG TUMBLE VECTOR_SEARCH',
  ],
  [
    'it belongs to a window in GROUP BY. The node Aggregate gives the start and the end of its window',
    'HOP_END HOP_PROCTIME HOP_ROWTIME HOP_START SESSION_END SESSION_PROCTIME SESSION_ROWTIME SESSION_START TUMBLE_END TUMBLE_PROCTIME TUMBLE_ROWTIME TUMBLE_START',
  ],
  ['it belongs to GROUP BY', 'GROUPING GROUPING_ID GROUP_ID'],
  ['it belongs to MATCH_RECOGNIZE', 'CLASSIFIER FIRST LAST MATCH_PROCTIME MATCH_ROWTIME NEXT PREV'],
  ['it belongs to the definition of a table. Set the lateness at the source', 'SOURCE_WATERMARK'],
  [
    'it is internal to Flink',
    'AGG_DECIMAL_PLUS AUXILIARY_GROUP HIVE_AGG_DECIMAL_PLUS JSON_ARRAYAGG_ABSENT_ON_NULL JSON_ARRAYAGG_NULL_ON_NULL JSON_OBJECTAGG_ABSENT_ON_NULL JSON_OBJECTAGG_NULL_ON_NULL PROCTIME_MATERIALIZE SINGLE_VALUE STREAMRECORD_TIMESTAMP',
  ],
  ['it changes the character set of a text, and Flink has only one', 'CONVERT'],
];

/** Names of data types that are taken off. */
const refusedTypes: readonly (readonly [reason: string, names: string])[] = [
  ['it names a Java class, whose objects Flink reads from the text', 'RAW STRUCTURED LEGACY'],
  ['it describes columns of a table', 'DESCRIPTOR'],
];

const byName = (groups: typeof refused): ReadonlyMap<string, string> =>
  new Map(groups.flatMap(([reason, names]) => names.split(' ').map((name) => [name, reason] as const)));

/** Why a function of Flink may not stand in an expression, by its name in capitals. */
export const refusedFunctions = byName(refused);

/** Why a data type of Flink may not, by its name in capitals. */
export const refusedTypeWords = byName(refusedTypes);

/** All functions that an expression may call, in capitals, sorted. */
export const expressionFunctions: readonly string[] = [
  ...[...functions, ...Object.keys(spellings)].filter((name) => !refusedFunctions.has(name)),
  'CAST',
  'TRY_CAST',
].sort();

/** All words that types in expressions are written with. */
export const expressionTypeWords: ReadonlySet<string> = new Set(
  typeWords.filter((name) => !refusedTypeWords.has(name)),
);

/** Reserved words with a meaning inside expressions. All other reserved words begin something that is no expression. */
const syntax =
  'ALL AND ANY ARRAY AS ASYMMETRIC BETWEEN BOTH BY CASE CURRENT DATE DAY DEFAULT DISTINCT ELSE EMPTY END ESCAPE FALSE ' +
  'FILTER FOR FROM GROUP HOUR IN INTERVAL IS LEADING LIKE MINUTE MONTH MULTISET NOT NULL ON OR ORDER OVER OVERLAPS ' +
  'PARTITION RANGE ROW ROWS SECOND SIMILAR SOME SYMMETRIC THEN TIME TIMESTAMP TO TRAILING TRUE UESCAPE UNKNOWN USING ' +
  'VALUE WHEN WHERE WITH WITHIN WITHOUT YEAR';
const syntaxWords: ReadonlySet<string> = new Set(syntax.split(' '));

const reserved: ReadonlySet<string> = new Set(reservedWords);
const callable: ReadonlySet<string> = new Set(expressionFunctions);

/** Words that a parenthesis may follow without being functions. */
const beforeParenthesis = new Set(
  (
    'AND ASYMMETRIC BETWEEN BOTH BY CASE DAY DEFAULT DISTINCT ELSE ESCAPE FILTER FOR FROM GROUP HOUR IN LEADING LIKE ' +
    'MINUTE MONTH NOT ON OR OVER ROW SECOND SYMMETRIC THEN TO TRAILING USING VALUE WHEN WHERE YEAR'
  ).split(' '),
);
const quantifiers = new Set(['ALL', 'ANY', 'SOME']);
const comparisons = new Set(['=', '<>', '<', '<=', '>', '>=']);

/** Whether a word in capitals may be followed by a parenthesis without being a function: `IN (`, `= ANY (`. */
export function opensParenthesis(word: string, before: string): boolean {
  if (quantifiers.has(word)) return comparisons.has(before);
  return beforeParenthesis.has(word) && !callable.has(word);
}

/** Whether a name in capitals is a function that expressions may call. */
export const isExpressionFunction = (name: string): boolean => callable.has(name);

/** Whether Flink reserves a word (in capitals), so that a column of this name must be quoted. */
export const isReserved = (word: string): boolean => reserved.has(word);

/** A column's name as an expression writes it: in backticks unless Flink reads it as the same name without them. */
export const columnInExpression = (name: string): string =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !isReserved(name.toUpperCase()) ? name : quoteIdentifier(name);

/** Whether a word in capitals may stand in an expression: no reserved word, or one that has a meaning there. */
export const mayStand = (word: string): boolean => !reserved.has(word) || syntaxWords.has(word) || callable.has(word);
