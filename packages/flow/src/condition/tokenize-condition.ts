import { checkForm } from '../sql/check-expression.ts';
import { lex, type Misfit, type Token } from '../sql/lex.ts';
import { remembered } from '../sql/remembered.ts';

/** A token with what is needed to split at it. */
export interface ConditionToken extends Token {
  /** A word of SQL in capitals, or a sign; empty for names and literals. */
  readonly word: string;
  /** The number of open parentheses, CASE … END and BETWEEN … AND around it. */
  readonly depth: number;
  /** An AND or OR between two conditions; not the AND of a BETWEEN. */
  readonly joins: boolean;
}

export interface TokenizedCondition {
  readonly text: string;
  /** All tokens but comments. */
  readonly tokens: readonly ConditionToken[];
  readonly comments: readonly Token[];
}

const closedBy: Readonly<Record<string, string>> = { '(': ')', '[': ']', CASE: 'END', BETWEEN: 'AND' };

/** The tokens of a condition with their nesting, or why it cannot be split. */
export const tokenizeCondition = remembered(tokenize);

function tokenize(text: string): TokenizedCondition | { readonly misfit: Misfit } {
  const unfit = checkForm(text);
  if (unfit) return { misfit: unfit };
  const tokens: ConditionToken[] = [];
  const comments: Token[] = [];
  const open: ConditionToken[] = [];
  for (const token of lex(text).tokens) {
    if (token.kind === 'comment') {
      comments.push(token);
      continue;
    }
    const word = wordOf(text, token);
    const closes = open.length > 0 && closedBy[open.at(-1)?.word ?? ''] === word;
    if (closes) open.pop();
    else if (word === ')' || word === ']') return { misfit: unclosed(open.at(-1)) };
    const nested = { ...token, word, depth: open.length, joins: !closes && (word === 'AND' || word === 'OR') };
    tokens.push(nested);
    if (Object.hasOwn(closedBy, word)) open.push(nested);
  }
  if (open.length > 0) return { misfit: unclosed(open.at(-1)) };
  const lone = tokens.find((token, i) => token.joins && (ends(tokens[i - 1], '([,') || ends(tokens[i + 1], ')],')));
  return lone ? { misfit: alone(lone) } : { text, tokens, comments };
}

function wordOf(text: string, { kind, start, end }: Token): string {
  const spelled = text.slice(start, end);
  if (kind === 'sign') return spelled;
  return kind === 'word' ? spelled.toUpperCase() : '';
}

const ends = (token: ConditionToken | undefined, signs: string): boolean =>
  token === undefined || token.joins || (token.word !== '' && signs.includes(token.word));

function unclosed(token: ConditionToken | undefined): Misfit {
  const what = token?.word === 'CASE' ? 'CASE has no END' : 'BETWEEN has no AND with a second value';
  return {
    code: 'expression/unfinished',
    message: `This ${what}. Add it.`,
    start: token?.start ?? 0,
    end: token?.end ?? 0,
  };
}

function alone({ word, start, end }: ConditionToken): Misfit {
  return {
    code: 'expression/unfinished',
    message: `This ${word} has nothing to join on one side. Write a condition there, or remove it.`,
    start,
    end,
  };
}

/** Why a text is not one expression that can be joined with others; `undefined` where it is. */
export function conditionMisfit(text: string): Misfit | undefined {
  const tokenized = tokenizeCondition(text);
  return 'misfit' in tokenized ? tokenized.misfit : undefined;
}
