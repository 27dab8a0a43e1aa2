import { checkForm } from '../sql/check-expression.ts';
import { lex, type Misfit, type Token } from '../sql/lex.ts';
import { remembered } from '../sql/remembered.ts';

/** A token with what splitting needs to know of it. */
export interface Mark extends Token {
  /** A word of SQL in capitals, or a sign; nothing for names and literals. */
  readonly word: string;
  /** How many parentheses, CASE … END and BETWEEN … AND are open around it. */
  readonly depth: number;
  /** An AND or OR that joins two conditions; the AND of a BETWEEN does not. */
  readonly joins: boolean;
}

export interface Outline {
  readonly text: string;
  /** All tokens but comments. */
  readonly marks: readonly Mark[];
  readonly comments: readonly Token[];
}

const closedBy: Readonly<Record<string, string>> = { '(': ')', '[': ']', CASE: 'END', BETWEEN: 'AND' };

/** Where an expression can be taken apart, or why it is not one that could be. */
export const outline = remembered(outlineOf);

function outlineOf(text: string): Outline | { readonly misfit: Misfit } {
  const unfit = checkForm(text);
  if (unfit) return { misfit: unfit };
  const marks: Mark[] = [];
  const comments: Token[] = [];
  const open: Mark[] = [];
  for (const token of lex(text).tokens) {
    if (token.kind === 'comment') {
      comments.push(token);
      continue;
    }
    const word = wordOf(text, token);
    const closes = open.length > 0 && closedBy[open.at(-1)?.word ?? ''] === word;
    if (closes) open.pop();
    else if (word === ')' || word === ']') return { misfit: unclosed(open.at(-1)) };
    const mark = { ...token, word, depth: open.length, joins: !closes && (word === 'AND' || word === 'OR') };
    marks.push(mark);
    if (Object.hasOwn(closedBy, word)) open.push(mark);
  }
  if (open.length > 0) return { misfit: unclosed(open.at(-1)) };
  const lone = marks.find((mark, i) => mark.joins && (ends(marks[i - 1], '([,') || ends(marks[i + 1], ')],')));
  return lone ? { misfit: alone(lone) } : { text, marks, comments };
}

function wordOf(text: string, { kind, start, end }: Token): string {
  const raw = text.slice(start, end);
  if (kind === 'sign') return raw;
  return kind === 'word' ? raw.toUpperCase() : '';
}

const ends = (mark: Mark | undefined, signs: string): boolean =>
  mark === undefined || mark.joins || (mark.word !== '' && signs.includes(mark.word));

function unclosed(mark: Mark | undefined): Misfit {
  const what = mark?.word === 'CASE' ? 'CASE has no END' : 'BETWEEN has no AND with a second value';
  return {
    code: 'expression/unfinished',
    message: `This ${what}. Add it.`,
    start: mark?.start ?? 0,
    end: mark?.end ?? 0,
  };
}

function alone({ word, start, end }: Mark): Misfit {
  return {
    code: 'expression/unfinished',
    message: `This ${word} has nothing to join on one side. Write a condition there, or remove it.`,
    start,
    end,
  };
}

/** Why a text is not one expression that can stand beside others; `undefined` where it is. */
export function conditionMisfit(text: string): Misfit | undefined {
  const seen = outline(text);
  return 'misfit' in seen ? seen.misfit : undefined;
}
