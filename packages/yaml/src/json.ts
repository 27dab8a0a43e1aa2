import { setField } from './data.ts';
import { type Fault, keyTwice } from './fault.ts';
import type { Places } from './places.ts';

/** A value of JSON in a text. */
export interface Json {
  readonly data: unknown;
  /** Its number among the places. */
  readonly root: number;
  /** The offset behind it. */
  readonly end: number;
  /** The first thing in it that is refused although it is JSON, and where. */
  readonly refused: Refused | undefined;
}

interface Refused {
  readonly fault: Fault | 'too-deep';
  readonly at: number;
}

/**
 * Reads the value of JSON (RFC 8259) that begins at an offset, in time that goes by its length; nothing where no value does.
 * JSON.parse tells neither places, nor keys that stand twice, nor where a value ends that something follows.
 *
 * @param depth how deep collections may nest without being refused
 * @param places where those of its values are added
 */
export function readJson(text: string, start: number, depth: number, places: Places): Json | undefined {
  const reader = new JsonReader(text, start, depth, places);
  const root = places.next;
  try {
    const data = reader.value(undefined, start, 0);
    const { at, refused } = reader;
    return { data, root, end: at, refused };
  } catch (e) {
    if (e !== notJson) throw e;
    places.forgetFrom(root);
    return undefined;
  }
}

/** Thrown where the text is no JSON, which is no error: it may be YAML. */
const notJson = Symbol('not JSON');

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

class JsonReader {
  at: number;
  refused: Refused | undefined;
  private readonly text: string;
  private readonly depth: number;
  private readonly places: Places;

  constructor(text: string, start: number, depth: number, places: Places) {
    this.text = text;
    this.at = start;
    this.depth = depth;
    this.places = places;
  }

  /** @param begin the place of a collection: that of its key, if it has one @param above how many collections hold it */
  value(key: string | undefined, begin: number, above: number): unknown {
    const sign = this.text[this.at];
    if (sign !== '{' && sign !== '[') {
      this.places.add(key, this.at);
      return this.scalar(sign);
    }
    const node = this.places.add(key, begin);
    this.at++;
    if (above >= this.depth) return this.tooDeep();
    const data = sign === '{' ? this.object(above + 1) : this.list(above + 1);
    this.places.end(node);
    return data;
  }

  private object(above: number): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    if (this.next() === '}') this.at++;
    else
      do {
        this.next();
        const begin = this.at;
        const key = this.string();
        if (Object.hasOwn(data, key)) this.refuse(keyTwice, begin);
        if (this.next() !== ':') throw notJson;
        this.at++;
        this.next();
        setField(data, key, this.value(key, begin, above));
      } while (this.goesOn('}'));
    return data;
  }

  private list(above: number): unknown[] {
    const data: unknown[] = [];
    if (this.next() === ']') this.at++;
    else
      do {
        this.next();
        data.push(this.value(undefined, this.at, above));
      } while (this.goesOn(']'));
    return data;
  }

  /** Behind an entry: whether another one follows, or the bracket that ends them. */
  private goesOn(end: string): boolean {
    const sign = this.next();
    if (sign !== ',' && sign !== end) throw notJson;
    this.at++;
    return sign === ',';
  }

  /** Skips a collection without calling itself, so that none is too deep for it. Whether all of it is JSON does not matter: it is refused. */
  private tooDeep(): undefined {
    this.refuse('too-deep', this.at);
    for (let open = 1; open > 0; ) {
      const sign = this.next();
      if (sign === '{' || sign === '[') open++;
      if (sign === '}' || sign === ']') open--;
      if (/[{}[\],:]/.test(sign ?? '')) this.at++;
      else this.scalar(sign);
    }
  }

  private refuse(fault: Refused['fault'], at: number): void {
    this.refused ??= { fault, at };
  }

  /** The next sign that is no blank; it is not taken. */
  private next(): string | undefined {
    for (;;) {
      const sign = this.text[this.at];
      if (sign !== ' ' && sign !== '\n' && sign !== '\r' && sign !== '\t') return sign;
      this.at++;
    }
  }

  private scalar(sign: string | undefined): string | number | boolean | null {
    if (sign === '"') return this.string();
    if (sign === 't') return this.word('true', true);
    if (sign === 'f') return this.word('false', false);
    if (sign === 'n') return this.word('null', null);
    number.lastIndex = this.at;
    const [written] = number.exec(this.text) ?? [];
    if (written === undefined) throw notJson;
    this.at += written.length;
    return Number(written);
  }

  private word<T>(written: string, value: T): T {
    if (!this.text.startsWith(written, this.at)) throw notJson;
    this.at += written.length;
    return value;
  }

  private string(): string {
    const { text, at: start } = this;
    if (text[start] !== '"') throw notJson;
    let hasEscapes = false;
    let end = start + 1;
    for (let code = text.charCodeAt(end); code !== 0x22; code = text.charCodeAt(++end)) {
      // Behind the end of the text the code is not a number.
      if (!(code >= 0x20)) throw notJson;
      if (code !== 0x5c) continue;
      hasEscapes = true;
      end++;
    }
    this.at = end + 1;
    return hasEscapes ? withEscapes(text.slice(start, end + 1)) : text.slice(start + 1, end);
  }
}

/** Half of a character is no character, and Go reads one that says so. */
function withEscapes(written: string): string {
  try {
    return String(JSON.parse(written)).toWellFormed();
  } catch {
    throw notJson;
  }
}
