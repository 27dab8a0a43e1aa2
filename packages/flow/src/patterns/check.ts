import type { DiagnosticCode } from '@headrace/diagnostics';
import { type Mark, outline } from '../condition/outline.ts';
import { regexpFault } from './regexp.ts';
import { dateFormatFault, type PatternFault, timePatternFault } from './time-pattern.ts';

/** A pattern in an expression that is none, with the characters that are wrong. */
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
  // By the type of its first argument it is one or the other.
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
const whats = { time: 'This is no pattern of a time', regexp: 'This is no regular expression' } as const;

/** Most expressions have nothing of it, and are not taken apart. */
const concerned = /TO_TIMESTAMP|UNIX|TO_DATE|DATE_FORMAT|REGEXP|SIMILAR|ESCAPE/i;

/**
 * Patterns of times and regular expressions that Java does not take, and texts of LIKE whose escapes are wrong, where they
 * are literals. The suite `sql` shows that each of them fails or gives nothing in Flink, and that none is refused that Java
 * takes.
 */
export function checkPatterns(text: string): PatternFinding[] {
  if (!concerned.test(text)) return [];
  const seen = outline(text);
  if ('misfit' in seen) return [];
  const { marks } = seen;
  return marks.flatMap((mark, i) => {
    const reader = marks[i + 1]?.word === '(' ? byName.get(mark.word) : undefined;
    if (reader) return literalFault(text, secondArgument(marks, i + 1), reader.kind, reader.check);
    if (mark.word === 'SIMILAR' && marks[i + 1]?.word === 'TO')
      return literalFault(text, marks[i + 2], 'regexp', (p) => (p.includes('\\') ? undefined : regexpFault(p)));
    return mark.word === 'ESCAPE' ? escapeFault(text, marks[i - 1], marks[i + 1]) : [];
  });
}

/** The literal behind the first comma of a call, if it is the whole argument. */
function secondArgument(marks: readonly Mark[], open: number): Mark | undefined {
  const depth = (marks[open]?.depth ?? 0) + 1;
  for (let i = open + 1; i < marks.length && (marks[i]?.depth ?? 0) >= depth; i++) {
    if (marks[i]?.word !== ',' || marks[i]?.depth !== depth) continue;
    const next = marks[i + 2]?.word;
    return next === ',' || next === ')' ? marks[i + 1] : undefined;
  }
  return undefined;
}

const said = (text: string, { start, end }: Mark): string => text.slice(start + 1, end - 1).replaceAll("''", "'");

function literalFault(text: string, mark: Mark | undefined, kind: Kind, check: Check): PatternFinding[] {
  const fault = mark?.kind === 'text' ? check(said(text, mark)) : undefined;
  if (!mark || !fault) return [];
  // A doubled apostrophe moves what follows.
  const isPlain = !text.slice(mark.start + 1, mark.end - 1).includes("''");
  const at = isPlain ? { start: mark.start + 1 + fault.start, end: mark.start + 1 + fault.end } : mark;
  const message = `${whats[kind]}: ${fault.message}.`;
  return [{ code: `expression/${kind}-pattern`, message, start: at.start, end: at.end }];
}

function escapeFault(text: string, pattern: Mark | undefined, escaping: Mark | undefined): PatternFinding[] {
  if (pattern?.kind !== 'text' || escaping?.kind !== 'text') return [];
  const sign = said(text, escaping);
  const code = 'expression/like-escape';
  const at = (mark: Mark) => ({ start: mark.start, end: mark.end });
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
