import { type DataType, type RowField, simpleTypes, sizedTypes } from './data-type.ts';

export type ParsedType = { readonly type: DataType } | { readonly error: string };

/** Nesting beyond this is refused, so that no document can exhaust the stack. */
const deepest = 50;

/**
 * Reads a Flink SQL type as people and the planner write it (`ROW<a STRING, b ARRAY<INT>> NOT NULL`); nullability and
 * time-attribute marks (`*ROWTIME*`) are read over. Never throws: what is no type gives a sentence.
 */
export function parseType(text: string): ParsedType {
  const tokens = tokenize(text);
  if (tokens === undefined) return { error: `'${clip(text)}' is not a type: a quoted name is not closed.` };
  const reader = new Reader(tokens);
  try {
    const type = reader.type(0);
    if (reader.peek() !== undefined)
      return { error: `'${clip(text)}' goes on after the type with '${reader.peek()}'.` };
    return { type };
  } catch (e) {
    if (e instanceof NotAType) return { error: `'${clip(text)}' is not a type that Flink knows: ${e.message}.` };
    throw e;
  }
}

const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

class NotAType extends Error {}

/** Words, numbers and signs; a back-quoted name keeps its first backtick as a mark. */
function tokenize(text: string): string[] | undefined {
  const tokens: string[] = [];
  const pattern = /\s+|`((?:[^`]|``)*)`|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$]*|\d+|[<>(),*]|(.)/gsu;
  for (const m of text.matchAll(pattern)) {
    if (m[1] !== undefined) tokens.push(`\`${m[1].replaceAll('``', '`')}`);
    else if (m[2] === '`') return undefined;
    else if (m[0].trim() !== '') tokens.push(m[0]);
  }
  return tokens;
}

class Reader {
  private at = 0;
  private readonly tokens: readonly string[];
  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  peek(): string | undefined {
    return this.tokens[this.at];
  }
  private word(): string | undefined {
    const t = this.peek();
    return t?.startsWith('`') ? undefined : t?.toUpperCase();
  }
  private take(sign: string): boolean {
    if (this.word() !== sign) return false;
    this.at++;
    return true;
  }
  private expect(sign: string): void {
    if (!this.take(sign))
      throw new NotAType(`'${sign}' is missing${this.peek() ? ` before '${this.peek()}'` : ' at its end'}`);
  }

  type(depth: number): DataType {
    if (depth > deepest) throw new NotAType(`it is nested deeper than ${deepest} levels`);
    let type = this.base(depth);
    // `INT ARRAY` is Flink's other spelling of ARRAY<INT>.
    while (this.word() === 'ARRAY' || this.word() === 'MULTISET')
      type = { kind: this.take('ARRAY') ? 'array' : this.multiset(), element: type };
    this.marks();
    return type;
  }

  private multiset(): 'multiset' {
    this.expect('MULTISET');
    return 'multiset';
  }

  private base(depth: number): DataType {
    const name = this.word();
    if (name === undefined) throw new NotAType('the name of a type is missing');
    this.at++;
    if (name === 'ARRAY' || name === 'MULTISET') {
      this.expect('<');
      const element = this.type(depth + 1);
      this.expect('>');
      return { kind: name === 'ARRAY' ? 'array' : 'multiset', element };
    }
    if (name === 'MAP') {
      this.expect('<');
      const key = this.type(depth + 1);
      this.expect(',');
      const value = this.type(depth + 1);
      this.expect('>');
      return { kind: 'map', key, value };
    }
    if (name === 'ROW') return { kind: 'row', fields: this.fields(depth) };
    if (name === 'DECIMAL' || name === 'DEC' || name === 'NUMERIC') {
      const [precision = 10, scale = 0] = this.numbers();
      return { kind: 'decimal', precision, scale };
    }
    if (name === 'INTEGER') return { kind: 'simple', name: 'INT' };
    if (name === 'DOUBLE') this.take('PRECISION');
    const simple = simpleTypes.find((s) => s === name);
    if (simple) return { kind: 'simple', name: simple };
    const sized = sizedTypes.find((s) => s === name);
    if (!sized) throw new NotAType(`there is no '${name}'`);
    const [size] = this.numbers();
    if (sized.startsWith('TIMESTAMP') || sized === 'TIME') return this.zoned(sized, size);
    return { kind: 'sized', name: sized, size };
  }

  private zoned(name: 'TIME' | 'TIMESTAMP' | 'TIMESTAMP_LTZ' | string, size: number | undefined): DataType {
    let local = name === 'TIMESTAMP_LTZ';
    if (this.take('WITHOUT')) {
      this.expect('TIME');
      this.expect('ZONE');
    } else if (this.take('WITH')) {
      if (!this.take('LOCAL')) throw new NotAType('Flink SQL has WITH LOCAL TIME ZONE only (TIMESTAMP_LTZ)');
      this.expect('TIME');
      this.expect('ZONE');
      local = true;
    }
    if (name === 'TIME') return { kind: 'sized', name: 'TIME', size };
    return { kind: 'sized', name: local ? 'TIMESTAMP_LTZ' : 'TIMESTAMP', size };
  }

  private numbers(): number[] {
    if (!this.take('(')) return [];
    const found: number[] = [];
    do {
      const t = this.word();
      if (t === undefined || !/^\d{1,10}$/.test(t)) throw new NotAType('a whole number is missing in the parentheses');
      found.push(Number(t));
      this.at++;
    } while (this.take(','));
    this.expect(')');
    return found;
  }

  private fields(depth: number): RowField[] {
    const close = this.take('<') ? '>' : this.take('(') ? ')' : undefined;
    if (!close) throw new NotAType('a ROW names its fields, as in ROW<id STRING, name STRING>');
    const found: RowField[] = [];
    if (this.take(close)) return found;
    do {
      const raw = this.peek();
      if (raw === undefined || !/^[`\p{L}_]/u.test(raw)) throw new NotAType('the name of a field is missing');
      this.at++;
      found.push({ name: raw.startsWith('`') ? raw.slice(1) : raw, type: this.type(depth + 1) });
      if (this.peek()?.startsWith("'")) this.at++; // the field's comment
    } while (this.take(','));
    this.expect(close);
    return found;
  }

  /** NOT NULL, NULL and the planner's *ROWTIME* and *PROCTIME*. */
  private marks(): void {
    for (;;) {
      if (this.take('NOT')) this.expect('NULL');
      else if (this.take('*')) {
        this.at++;
        this.expect('*');
      } else if (!this.take('NULL')) return;
    }
  }
}
