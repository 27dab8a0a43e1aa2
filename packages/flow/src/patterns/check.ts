import type { DiagnosticCode } from '@headrace/diagnostics';
import { type ConditionToken, tokenizeCondition } from '../condition/tokenize-condition.ts';
import { regexpFault } from './regexp.ts';
import { dateFormatFault, type PatternFault, timePatternFault } from './time-pattern.ts';

/** An invalid pattern in an expression, with the range that is wrong. */
export interface PatternFinding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

type Kind = 'time' | 'regexp';
type Check = (pattern: string) => PatternFault | undefined;

/** Functions whose second argument is a pattern, by what Flink reads it with. */
const readers: readonly (readonly [names: string, kind: Kind, check: Check])[] = [
  ['TO_TIMESTAMP TO_TIMESTAMP_LTZ', 'time', timePatternFault],
  ['UNIX_TIMESTAMP FROM_UNIXTIME TO_DATE', 'time', dateFormatFault],
  // The formatter depends on the type of the first argument.
  ['DATE_FORMAT', 'time', (p) => (dateFormatFault(p) ? timePatternFault(p) : undefined)],
  [
    'REGEXP REGEXP_EXTRACT REGEXP_EXTRACT_ALL REGEXP_REPLACE REGEXP_COUNT REGEXP_INSTR REGEXP_SUBSTR',
    'regexp',
    regexpFault,
  ],
];
const byName = new Map(
  readers.flatMap(([names, kind, check]) => names.split(' ').map((n) => [n, { kind, check }] as const)),
);
const whats = { time: 'This is not a valid time pattern', regexp: 'This is not a valid regular expression' } as const;

/** Most expressions use none of these functions and are not tokenized. */
const concerned = /TO_TIMESTAMP|UNIX|TO_DATE|DATE_FORMAT|REGEXP|SIMILAR|ESCAPE/i;

/**
 * Patterns of times and regular expressions that Java does not take, and texts of LIKE whose escapes are wrong, where they
 * are literals. The suite `sql` shows that each of them fails or gives nothing in Flink, and that none is refused that Java
 * takes.
 */
export function checkPatterns(text: string): PatternFinding[] {
  if (!concerned.test(text)) return [];
  const tokenized = tokenizeCondition(text);
  if ('misfit' in tokenized) return [];
  const { tokens } = tokenized;
  return tokens.flatMap((token, i) => {
    const reader = tokens[i + 1]?.word === '(' ? byName.get(token.word) : undefined;
    if (reader) return literalFault(text, secondArgument(tokens, i + 1), reader.kind, reader.check);
    if (token.word === 'SIMILAR' && tokens[i + 1]?.word === 'TO')
      return literalFault(text, tokens[i + 2], 'regexp', (p) => (p.includes('\\') ? undefined : regexpFault(p)));
    return token.word === 'ESCAPE' ? escapeFault(text, tokens[i - 1], tokens[i + 1]) : [];
  });
}

/** The literal behind the first comma of a call, if it is the whole argument. */
function secondArgument(tokens: readonly ConditionToken[], open: number): ConditionToken | undefined {
  const depth = (tokens[open]?.depth ?? 0) + 1;
  for (let i = open + 1; i < tokens.length && (tokens[i]?.depth ?? 0) >= depth; i++) {
    if (tokens[i]?.word !== ',' || tokens[i]?.depth !== depth) continue;
    const next = tokens[i + 2]?.word;
    return next === ',' || next === ')' ? tokens[i + 1] : undefined;
  }
  return undefined;
}

const said = (text: string, { start, end }: ConditionToken): string =>
  text.slice(start + 1, end - 1).replaceAll("''", "'");

function literalFault(text: string, token: ConditionToken | undefined, kind: Kind, check: Check): PatternFinding[] {
  const fault = token?.kind === 'string' ? check(said(text, token)) : undefined;
  if (!token || !fault) return [];
  // A doubled apostrophe moves what follows.
  const isPlain = !text.slice(token.start + 1, token.end - 1).includes("''");
  const at = isPlain ? { start: token.start + 1 + fault.start, end: token.start + 1 + fault.end } : token;
  const message = `${whats[kind]}: ${fault.message}.`;
  return [{ code: `expression/${kind}-pattern`, message, start: at.start, end: at.end }];
}

function escapeFault(
  text: string,
  pattern: ConditionToken | undefined,
  escaping: ConditionToken | undefined,
): PatternFinding[] {
  if (pattern?.kind !== 'string' || escaping?.kind !== 'string') return [];
  const sign = said(text, escaping);
  const code = 'expression/like-escape';
  const at = (token: ConditionToken) => ({ start: token.start, end: token.end });
  if (sign.length !== 1)
    return [
      { code, message: "ESCAPE takes one sign, which no other sign of the text has: ESCAPE '!'.", ...at(escaping) },
    ];
  const written = said(text, pattern);
  for (let i = 0; i < written.length; i++) {
    if (written[i] !== sign) continue;
    const next = written[i + 1];
    if (next !== '%' && next !== '_' && next !== sign)
      return [{ code, message: `In this text ${sign} stands only before %, _ and itself.`, ...at(pattern) }];
    i++;
  }
  return [];
}
