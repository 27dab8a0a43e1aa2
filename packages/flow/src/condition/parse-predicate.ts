import type { Column } from '../graph/relation.ts';
import type { TokenKind } from '../sql/lex.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { DataType } from '../types/data-type.ts';
import { type ConditionToken, tokenizeCondition } from './tokenize-condition.ts';
import {
  type Comparison,
  type ConditionValue,
  isComparison,
  type Operator,
  type Pattern,
  type Predicate,
  truths,
} from './tree.ts';

/** Unquoted words that are values and not names of columns. Source: Calcite's niladic functions. */
export const notColumns: ReadonlySet<string> = new Set(
  'NULL TRUE FALSE UNKNOWN DEFAULT PI CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_ROW_TIMESTAMP CURRENT_USER SESSION_USER SYSTEM_USER USER CURRENT_ROLE CURRENT_PATH CURRENT_CATALOG CURRENT_SCHEMA'.split(
    ' ',
  ),
);

/** Parses the tokens of one leaf; `undefined` where they are anything else than a form can show. */
export function parsePredicate(text: string, tokens: readonly ConditionToken[]): Predicate | undefined {
  const reader = new Reader(text, tokens);
  const column = reader.path();
  const rest = column && reader.rest();
  return rest && reader.atEnd ? { column, ...rest } : undefined;
}

/** Parses tokens as the name of a column, with those of fields inside it. */
function parsePath(text: string, tokens: readonly ConditionToken[]): string[] | undefined {
  const reader = new Reader(text, tokens);
  const path = reader.path();
  return reader.atEnd ? path : undefined;
}

class Reader {
  private at = 0;
  private readonly text: string;
  private readonly tokens: readonly ConditionToken[];
  constructor(text: string, tokens: readonly ConditionToken[]) {
    this.text = text;
    this.tokens = tokens;
  }

  get atEnd(): boolean {
    return this.at === this.tokens.length;
  }
  private take(word: string): boolean {
    if (this.tokens[this.at]?.word !== word) return false;
    this.at++;
    return true;
  }
  private raw(kind: TokenKind): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return undefined;
    this.at++;
    return this.text.slice(token.start, token.end);
  }

  path(): string[] | undefined {
    const names: string[] = [];
    do {
      const name = this.name(names.length === 0);
      if (name === undefined) return undefined;
      names.push(name);
    } while (this.take('.'));
    return names;
  }
  private name(first: boolean): string | undefined {
    const quoted = this.raw('identifier');
    if (quoted !== undefined) return quoted.slice(1, -1).replaceAll('``', '`');
    if (first && notColumns.has(this.tokens[this.at]?.word ?? '')) return undefined;
    return this.raw('word');
  }

  /** The operator and its values. */
  rest(): Omit<Predicate, 'column'> | undefined {
    const comparison = this.comparison();
    if (comparison) return this.compared(comparison);
    if (this.take('IS')) return this.truth();
    const not = this.take('NOT') ? 'NOT ' : '';
    if (this.take('BETWEEN')) {
      const values = [this.literal(), this.take('AND') ? this.literal() : undefined];
      return all(`${not}BETWEEN`, values);
    }
    if (this.take('IN')) return this.list(`${not}IN`);
    return this.take('LIKE') ? this.pattern(not) : undefined;
  }
  private comparison(): Comparison | undefined {
    const sign = this.tokens[this.at]?.word;
    if (sign === undefined || !isComparison(sign)) return undefined;
    this.at++;
    return sign;
  }
  private compared(operator: Comparison): Omit<Predicate, 'column'> | undefined {
    const start = this.at;
    const literal = this.literal();
    if (literal) return { operator, values: [literal] };
    this.at = start;
    const path = this.path();
    return path && { operator, values: [{ kind: 'column', path }] };
  }
  private truth(): Omit<Predicate, 'column'> | undefined {
    const not = this.take('NOT') ? 'NOT ' : '';
    const what = truths.find((truth) => truth.startsWith(not) && this.take(truth.slice(not.length)));
    return what && { operator: `IS ${what}`, values: [] };
  }
  private list(operator: 'IN' | 'NOT IN'): Omit<Predicate, 'column'> | undefined {
    const values: (ConditionValue | undefined)[] = [];
    if (!this.take('(')) return undefined;
    do values.push(this.literal());
    while (this.take(','));
    return this.take(')') ? all(operator, values) : undefined;
  }
  private pattern(not: '' | 'NOT '): Omit<Predicate, 'column'> | undefined {
    const pattern = this.string();
    const escapedBy = this.take('ESCAPE') ? (this.string() ?? '') : undefined;
    const found = pattern === undefined ? undefined : parsePattern(pattern, escapedBy);
    return found && { operator: `${not}${found.operator}`, values: [{ kind: 'string', raw: found.text }] };
  }

  private literal(): ConditionValue | undefined {
    const text = this.string();
    if (text !== undefined) return { kind: 'string', raw: text };
    for (const kind of ['DATE', 'TIME', 'TIMESTAMP'] as const)
      if (this.take(kind)) {
        const raw = this.string();
        return raw !== undefined && timestampText(kind, raw) === raw ? { kind, raw } : undefined;
      }
    if (this.take('TRUE')) return { kind: 'boolean', raw: 'TRUE' };
    if (this.take('FALSE')) return { kind: 'boolean', raw: 'FALSE' };
    const sign = this.take('-') ? '-' : '';
    const number = this.raw('number');
    return number === undefined ? undefined : { kind: 'number', raw: sign + number };
  }
  private string(): string | undefined {
    return this.raw('string')?.slice(1, -1).replaceAll("''", "'");
  }
}

function all(
  operator: Operator,
  values: readonly (ConditionValue | undefined)[],
): Omit<Predicate, 'column'> | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length === values.length ? { operator, values: there } : undefined;
}

/**
 * Parses a pattern of LIKE, the opposite of what the printer does; `undefined` where it has escapes of another form than the
 * printer's.
 */
export function parsePattern(pattern: string, escapedBy?: string): { operator: Pattern; text: string } | undefined {
  const form =
    escapedBy === undefined
      ? /^(%?)([^%_]+)(%?)$/
      : escapedBy === '\\'
        ? /^(%?)((?:[^%_\\]|\\[%_\\])+)(%?)$/
        : undefined;
  const [, before, plain, after] = form?.exec(pattern) ?? [];
  const operator = before ? (after ? 'CONTAINS' : 'ENDS WITH') : after ? 'STARTS WITH' : undefined;
  if (operator && plain)
    return { operator, text: escapedBy === undefined ? plain : plain.replace(/\\([%_\\])/g, '$1') };
  return escapedBy === undefined ? { operator: 'LIKE', text: pattern } : undefined;
}

/**
 * A date or time as Flink takes it (`2026-04-07 08:00:00.250`); `undefined` where a part without a default is missing. The T,
 * the Z and the seconds of ISO 8601 are optional.
 */
export function timestampText(kind: 'DATE' | 'TIME' | 'TIMESTAMP', raw: string): string | undefined {
  const text = raw.trim();
  if (kind === 'DATE') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  if (kind === 'TIME') {
    const [, minutes, seconds = ':00'] = /^(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?$/.exec(text) ?? [];
    return minutes && minutes + seconds;
  }
  const [, date, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\S+?)Z?)?$/.exec(text) ?? [];
  const clock = timestampText('TIME', time);
  return date && clock && `${date} ${clock}`;
}

/** A column, or a field inside one. */
export interface ColumnChoice {
  readonly path: readonly string[];
  readonly label: string;
  /** Absent until the planner has determined it. */
  readonly type?: DataType;
}

/** Columns and the fields inside them, each after the one it belongs to. */
export function columnChoices(columns: readonly Column[]): ColumnChoice[] {
  return columns.flatMap(({ name, type }) => choicesIn([name], type));
}

function choicesIn(path: readonly string[], type: DataType | undefined): ColumnChoice[] {
  const choice = { path, label: columnLabel(path), ...(type && { type }) };
  if (type?.kind !== 'row') return [choice];
  return [choice, ...type.fields.flatMap((field) => choicesIn([...path, field.name], field.type))];
}

/** The choice that is the column at a path. */
export const choiceAt = (
  path: readonly string[] | undefined,
  choices: readonly ColumnChoice[],
): ColumnChoice | undefined =>
  choices.find((c) => c.path.length === path?.length && c.path.every((step, i) => step === path[i]));

/** How a column is shown: its bare name where that is unambiguous, ``customer.`first name` `` for a field inside it. */
export function columnLabel(path: readonly string[]): string {
  const [name] = path;
  if (path.length === 1 && name !== undefined && !/[.`]/.test(name)) return name;
  return path.map((step) => (/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(step) ? step : quoteIdentifier(step))).join('.');
}

/** The column that a label means. A label that no choice has is parsed as a name, or as names with dots between. */
export function columnPath(label: string, choices: readonly ColumnChoice[]): readonly string[] {
  const known = choices.find((choice) => choice.label === label);
  if (known) return known.path;
  const tokenized = tokenizeCondition(label);
  return ('tokens' in tokenized && parsePath(label, tokenized.tokens)) || [label];
}
