import { lex, type Token } from '../sql/lex.ts';
import { type DataType, type RowField, simpleTypes, sizedTypes } from './data-type.ts';

export type ParsedType = { readonly type: DataType } | { readonly error: string };

/** Nesting beyond this is refused, so that no document can exhaust the stack. */
const deepest = 50;
const tooDeep = `it is nested deeper than ${deepest} levels`;

/**
 * Reads a Flink SQL type as people and the planner write it (`ROW<a STRING, b ARRAY<INT>> NOT NULL`); nullability and
 * time-attribute marks (`*ROWTIME*`) are read over. Never throws: what is no type gives a sentence.
 */
export function parseType(text: string): ParsedType {
  const { tokens, misfit } = lex(text);
  if (misfit) return { error: `'${clip(text)}' is not a type: ${lowerFirst(misfit.message)}` };
  const read = readTypeAt(text, tokens, 0);
  if ('error' in read) return { error: `'${clip(text)}' is not a type that Flink knows: ${read.error}.` };
  const next = tokens[read.end];
  if (next) return { error: `'${clip(text)}' goes on after the type with '${text.slice(next.start, next.end)}'.` };
  return { type: read.type };
}

/** A type among other tokens: the index behind it, or what is wrong at which token. */
export type TypeRead =
  | { readonly type: DataType; readonly end: number }
  | { readonly error: string; readonly at: number };

/** Reads the type that begins at a token of a text. */
export function readTypeAt(text: string, tokens: readonly Token[], index: number): TypeRead {
  const reader = new Reader(text, tokens, index);
  try {
    const { type } = reader.type(0);
    return { type, end: reader.index };
  } catch (e) {
    if (e instanceof NotAType) return { error: e.message, at: reader.index };
    throw e;
  }
}

const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const lowerFirst = (message: string) => message.charAt(0).toLowerCase() + message.slice(1);

class NotAType extends Error {}

/** A type and how many levels it has below its own. */
interface Nested {
  readonly type: DataType;
  readonly height: number;
}

const flat = (type: DataType): Nested => ({ type, height: 0 });

class Reader {
  index: number;
  private readonly text: string;
  private readonly tokens: readonly Token[];
  constructor(text: string, tokens: readonly Token[], index: number) {
    this.text = text;
    this.tokens = tokens;
    this.index = index;
  }

  private raw(): string | undefined {
    const token = this.tokens[this.index];
    return token && this.text.slice(token.start, token.end);
  }
  private is(...kinds: Token['kind'][]): boolean {
    const kind = this.tokens[this.index]?.kind;
    return kind !== undefined && kinds.includes(kind);
  }
  /** A word in capitals, a number or a sign. */
  private word(): string | undefined {
    return this.is('word', 'number', 'sign') ? this.raw()?.toUpperCase() : undefined;
  }
  private take(word: string): boolean {
    if (this.word() !== word) return false;
    this.index++;
    return true;
  }
  private expect(word: string): void {
    if (this.take(word)) return;
    const next = this.raw();
    throw new NotAType(`'${word}' is missing${next === undefined ? ' at its end' : ` before '${clip(next)}'`}`);
  }

  type(depth: number): Nested {
    let { type, height } = this.element(depth);
    // `INT ARRAY` is Flink's other spelling of ARRAY<INT>.
    for (;;) {
      if (this.take('ARRAY')) type = { kind: 'array', element: type };
      else if (this.take('MULTISET')) type = { kind: 'multiset', element: type };
      else return { type, height };
      height++;
      if (depth + height > deepest) throw new NotAType(tooDeep);
      this.marks();
    }
  }

  /** A type without ARRAY or MULTISET behind it, which Flink does not take inside ARRAY<…> and MULTISET<…>. */
  private element(depth: number): Nested {
    const nested = this.base(depth);
    if (depth + nested.height > deepest) throw new NotAType(tooDeep);
    this.marks();
    return nested;
  }

  private base(depth: number): Nested {
    if (depth > deepest) throw new NotAType(tooDeep);
    const name = this.is('word') ? this.word() : undefined;
    if (name === 'ARRAY' || name === 'MULTISET') {
      this.index++;
      this.expect('<');
      const { type: element, height } = this.element(depth + 1);
      this.expect('>');
      return { type: { kind: name === 'ARRAY' ? 'array' : 'multiset', element }, height: height + 1 };
    }
    if (name === 'MAP') {
      this.index++;
      this.expect('<');
      const key = this.type(depth + 1);
      this.expect(',');
      const value = this.type(depth + 1);
      this.expect('>');
      return {
        type: { kind: 'map', key: key.type, value: value.type },
        height: 1 + Math.max(key.height, value.height),
      };
    }
    if (name === 'ROW') {
      this.index++;
      return this.row(depth);
    }
    return flat(this.simple(name));
  }

  private simple(name: string | undefined): DataType {
    if (name === undefined) throw new NotAType('the name of a type is missing');
    const simple = simpleTypes.find((s) => s === name);
    const sized = sizedTypes.find((s) => s === name);
    const isDecimal = name === 'DECIMAL' || name === 'DEC' || name === 'NUMERIC';
    if (!simple && !sized && !isDecimal && name !== 'INTEGER') throw new NotAType(`there is no '${clip(name)}'`);
    this.index++;
    if (name === 'INTEGER') return { kind: 'simple', name: 'INT' };
    if (name === 'DOUBLE') this.take('PRECISION');
    if (simple) return { kind: 'simple', name: simple };
    if (!sized) {
      const [precision = 10, scale = 0] = this.numbers(2);
      return { kind: 'decimal', precision, scale };
    }
    const [size] = this.numbers(1);
    if (sized === 'TIMESTAMP' || sized === 'TIME') return this.zoned(sized, size);
    return { kind: 'sized', name: sized, size };
  }

  private zoned(name: 'TIME' | 'TIMESTAMP', size: number | undefined): DataType {
    const local = this.take('WITH');
    if (local && !this.take('LOCAL')) throw new NotAType('Flink SQL has WITH LOCAL TIME ZONE only (TIMESTAMP_LTZ)');
    if (local || this.take('WITHOUT')) {
      this.expect('TIME');
      this.expect('ZONE');
    }
    return { kind: 'sized', name: local && name === 'TIMESTAMP' ? 'TIMESTAMP_LTZ' : name, size };
  }

  /** Numbers in parentheses, where there are any: whole ones that Java's int holds. */
  private numbers(most: number): number[] {
    if (!this.take('(')) return [];
    const found: number[] = [];
    do {
      const digits = this.word();
      if (digits === undefined || !/^\d{1,10}$/.test(digits) || Number(digits) > 2_147_483_647)
        throw new NotAType('a whole number is missing in the parentheses');
      found.push(Number(digits));
      this.index++;
    } while (found.length < most && this.take(','));
    this.expect(')');
    return found;
  }

  private row(depth: number): Nested {
    // Flink's lexer reads <> as one sign.
    if (this.take('<>')) return flat({ kind: 'row', fields: [] });
    const close = this.take('<') ? '>' : this.take('(') ? ')' : undefined;
    if (!close) throw new NotAType('a ROW names its fields, as in ROW<id STRING, name STRING>');
    const fields: RowField[] = [];
    if (this.take(close)) return flat({ kind: 'row', fields });
    let height = 0;
    do {
      const raw = this.raw();
      if (raw === undefined || !this.is('word', 'identifier')) throw new NotAType('the name of a field is missing');
      this.index++;
      const field = this.type(depth + 1);
      fields.push({ name: raw.startsWith('`') ? raw.slice(1, -1).replaceAll('``', '`') : raw, type: field.type });
      height = Math.max(height, field.height);
      if (this.is('string')) this.index++; // the field's comment
    } while (this.take(','));
    this.expect(close);
    return { type: { kind: 'row', fields }, height: height + 1 };
  }

  /** One NOT NULL or NULL, and the planner's *ROWTIME* and *PROCTIME* around it. */
  private marks(): void {
    this.timeAttribute();
    if (this.take('NOT')) this.expect('NULL');
    else this.take('NULL');
    this.timeAttribute();
  }
  private timeAttribute(): void {
    if (!this.take('*')) return;
    if (!this.take('ROWTIME')) this.expect('PROCTIME');
    this.expect('*');
  }
}
