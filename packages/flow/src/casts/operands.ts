import { notColumns } from '../condition/parse-predicate.ts';
import type { ConditionToken } from '../condition/tokenize-condition.ts';
import type { Relation } from '../graph/relation.ts';
import { isReserved } from '../sql/flink-words.ts';
import { type DataType, types } from '../types/data-type.ts';
import { readTypeAt } from '../types/parse-type.ts';
import { isFloating, isWhole, kindOf } from './kinds.ts';

/** A part of an expression that stands on one side of an operator: tokens `first` to `end`, exclusive. */
export interface Operand {
  readonly first: number;
  readonly end: number;
  /** Undefined until the planner has determined it. */
  readonly type: DataType | undefined;
  /** The content of a string literal. */
  readonly text?: string;
  /** Whether it casts a value of another type to a text. Flink may cast that value directly to a third type. */
  readonly isConverted?: boolean;
  /** The operands of the operators; empty for a single value. */
  readonly parts: readonly Operand[];
  /** The operators between the parts. */
  readonly signs: readonly string[];
}

const arithmetic = new Set(['+', '-', '*', '/', '%']);
/** Words and signs after which an operand begins. */
const opens = new Set(
  '( [ , AND OR NOT WHEN THEN ELSE CASE BETWEEN SYMMETRIC ASYMMETRIC = <> < <= > >= FROM FOR'.split(' '),
);
const closes = new Set(
  ') ] , AND OR NOT IN BETWEEN LIKE SIMILAR IS THEN ELSE WHEN END AS FROM FOR = <> < <= > >='.split(' '),
);
/** Words after which a parenthesis does not enclose a single value. */
const lists = new Set(['IN', 'ANY', 'ALL', 'SOME', 'ROW', 'OVER', 'FILTER']);

/** Functions that return a text for arguments of any type. The suite `sql` asks Flink about each. */
export const textFunctions: ReadonlySet<string> = new Set(
  'UPPER LOWER INITCAP TRIM LTRIM RTRIM BTRIM SUBSTRING SUBSTR REPLACE REGEXP_EXTRACT REGEXP_REPLACE CONCAT CONCAT_WS LPAD RPAD LEFT RIGHT REVERSE REPEAT SPLIT_INDEX JSON_QUERY'.split(
    ' ',
  ),
);

/**
 * Finds the operands of operators: columns and fields, literals, casts, functions that return texts, and calculations with
 * them. Anything else is no operand: this is no parser of SQL and no second type system.
 */
export class Operands {
  readonly text: string;
  readonly tokens: readonly ConditionToken[];
  private readonly relation: Relation;
  private byEnd: ReadonlyMap<number, Operand> | undefined;

  constructor(text: string, tokens: readonly ConditionToken[], relation: Relation) {
    this.text = text;
    this.tokens = tokens;
    this.relation = relation;
  }

  word(index: number): string {
    return this.tokens[index]?.word ?? '';
  }

  /** All operands that end where they are compared or joined: no operator around them binds tighter. */
  all(): Iterable<Operand> {
    return this.ends().values();
  }

  /** The operand that ends before a token. */
  before(index: number): Operand | undefined {
    return this.ends().get(index);
  }

  /** The operand that begins with a token, if it ends where an operator of conditions or a bracket follows. */
  at(index: number): Operand | undefined {
    const found = this.calculation(index);
    const next = found && this.tokens[found.end];
    return found && (next === undefined || closes.has(next.word)) ? found : undefined;
  }

  /** The token behind the bracket that closes the one at `index`. */
  behind(index: number): number {
    const depth = this.tokens[index]?.depth;
    let i = index + 1;
    while (i < this.tokens.length && this.tokens[i]?.depth !== depth) i++;
    return i + 1;
  }

  range({ first, end }: Pick<Operand, 'first' | 'end'>): { start: number; end: number } {
    return { start: this.tokens[first]?.start ?? 0, end: this.tokens[end - 1]?.end ?? 0 };
  }

  raw(operand: Pick<Operand, 'first' | 'end'>): string {
    const { start, end } = this.range(operand);
    return this.text.slice(start, end);
  }

  private ends(): ReadonlyMap<number, Operand> {
    if (this.byEnd) return this.byEnd;
    const found = new Map<number, Operand>();
    for (let i = 0; i < this.tokens.length; i++) {
      if (i > 0 && !this.opensAt(i - 1)) continue;
      const operand = this.at(i);
      if (operand && !found.has(operand.end)) found.set(operand.end, operand);
    }
    this.byEnd = found;
    return found;
  }

  /** After the AND of a BETWEEN comes its upper bound, which may be longer than one operand. */
  private opensAt(index: number): boolean {
    const token = this.tokens[index];
    return token !== undefined && opens.has(token.word) && (token.word !== 'AND' || token.joins);
  }

  /** Values with + - * / % || between them. */
  private calculation(index: number): Operand | undefined {
    const first = this.value(index);
    if (!first) return undefined;
    const parts = [first];
    const signs: string[] = [];
    let end = first.end;
    for (let at = end; arithmetic.has(this.word(at)) || this.word(at) === '||'; ) {
      const next = this.value(at + 1);
      if (!next) return undefined;
      signs.push(this.word(at));
      parts.push(next);
      at = next.end;
      end = next.end;
    }
    if (signs.length === 0) return first;
    return { first: index, end, type: resultType(parts, signs), parts, signs };
  }

  private value(index: number): Operand | undefined {
    const token = this.tokens[index];
    if (!token) return undefined;
    const single = (end: number, type: DataType | undefined) => ({ first: index, end, type, parts: [], signs: [] });
    if (token.kind === 'number') return single(index + 1, numberType(this.text.slice(token.start, token.end)));
    if (token.kind === 'string') return { ...single(index + 1, types.string), text: this.literal(token) };
    if (token.word === '(') return this.enclosed(index);
    if (token.word === '-' || token.word === '+') {
      const value = this.value(index + 1);
      return value && kindOf(value.type) === 'number' ? single(value.end, value.type) : undefined;
    }
    if (token.word === 'TRUE' || token.word === 'FALSE') return single(index + 1, types.boolean);
    const timestamp = timestampTypes[token.word];
    if (timestamp && this.tokens[index + 1]?.kind === 'string') return single(index + 2, timestamp);
    if (this.word(index + 1) === '(') return this.called(index);
    return this.column(index);
  }

  private literal({ start, end }: ConditionToken): string {
    return this.text.slice(start + 1, end - 1).replaceAll("''", "'");
  }

  private enclosed(index: number): Operand | undefined {
    if (lists.has(this.word(index - 1))) return undefined;
    const inside = this.calculation(index + 1);
    if (!inside || this.word(inside.end) !== ')') return undefined;
    return { ...inside, first: index, end: inside.end + 1 };
  }

  private called(index: number): Operand | undefined {
    const name = this.word(index);
    const end = this.behind(index + 1);
    if (name === 'CAST' || name === 'TRY_CAST') {
      const cast = this.cast(index);
      if (!cast) return undefined;
      const isConverted = kindOf(cast.type) === 'string' && kindOf(this.at(cast.first)?.type) !== 'string';
      return { first: index, end, type: cast.type, parts: [], signs: [], ...(isConverted ? { isConverted } : {}) };
    }
    return textFunctions.has(name) ? { first: index, end, type: types.string, parts: [], signs: [] } : undefined;
  }

  /** The operand (tokens `first` to `end`, exclusive) and the type of the CAST at a token. */
  cast(index: number): { first: number; end: number; behind: number; type: DataType } | undefined {
    const depth = (this.tokens[index]?.depth ?? 0) + 1;
    const behind = this.behind(index + 1);
    for (let i = index + 2; i < behind; i++) {
      if (this.word(i) !== 'AS' || this.tokens[i]?.depth !== depth) continue;
      const read = readTypeAt(this.text, this.tokens, i + 1);
      return 'type' in read ? { first: index + 2, end: i, behind, type: read.type } : undefined;
    }
    return undefined;
  }

  /** A column, with the path to a field or item inside it: `customer.code`, `codes[1]`, `headers['code']`. */
  private column(index: number): Operand | undefined {
    const token = this.tokens[index];
    if (!token) return undefined;
    if (token.word !== '' && (notColumns.has(token.word) || isReserved(token.word))) return undefined;
    const name = this.name(index);
    const column = this.relation.columns.find((c) => c.name === name);
    if (!column?.type) return undefined;
    let type: DataType | undefined = column.type;
    let at = index + 1;
    for (; type; )
      if (this.word(at) === '.') {
        const field = this.name(at + 1);
        type = type.kind === 'row' ? type.fields.find((f) => f.name === field)?.type : undefined;
        at += 2;
      } else if (this.word(at) === '[') {
        type = type.kind === 'array' ? type.element : type.kind === 'map' ? type.value : undefined;
        at = this.behind(at);
      } else return { first: index, end: at, type, parts: [], signs: [] };
    return undefined;
  }

  private name(index: number): string | undefined {
    const token = this.tokens[index];
    if (!token) return undefined;
    const raw = this.text.slice(token.start, token.end);
    if (token.kind === 'identifier') return raw.slice(1, -1).replaceAll('``', '`');
    return token.kind === 'word' ? raw : undefined;
  }
}

const timestampTypes: Readonly<Record<string, DataType>> = {
  DATE: { kind: 'simple', name: 'DATE' },
  TIME: { kind: 'sized', name: 'TIME', size: 0 },
  TIMESTAMP: types.timestamp,
};

function numberType(digits: string): DataType {
  if (/[eE]/.test(digits)) return types.double;
  const [whole = '', fraction] = digits.split('.');
  if (fraction === undefined) return types.bigint;
  return { kind: 'decimal', precision: Math.max(1, whole.length + fraction.length), scale: fraction.length };
}

function resultType(parts: readonly Operand[], signs: readonly string[]): DataType | undefined {
  const kinds = parts.map((p) => kindOf(p.type));
  if (signs.every((s) => s === '||')) return kinds.includes('string') ? types.string : undefined;
  if (signs.includes('||') || kinds.some((k) => k !== 'number')) return undefined;
  const all = parts.flatMap((p) => p.type ?? []);
  return all.find(isFloating) ? types.double : (all.find((t) => !isWhole(t)) ?? types.bigint);
}
