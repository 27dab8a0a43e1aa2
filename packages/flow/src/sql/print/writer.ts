import type { Origin } from '../origin.ts';

/** Which characters of a statement came from which value of the document (UTF-16 offsets, end exclusive). */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
  /** The characters are those of the field, so an offset in them is an offset in the field. */
  readonly verbatim: boolean;
}

/** Collects the text of one statement and where its parts came from. */
export class Writer {
  text = '';
  readonly spans: Span[] = [];
  private indent = '';

  put(text: string): this {
    this.text += text;
    return this;
  }

  line(): this {
    this.text += `\n${this.indent}`;
    return this;
  }

  nested(body: () => void): this {
    const before = this.indent;
    this.indent += '  ';
    body();
    this.indent = before;
    return this;
  }

  from(origin: Origin | undefined, verbatim: boolean, body: () => void): this {
    const start = this.text.length;
    body();
    if (origin) this.spans.push({ start, end: this.text.length, origin, verbatim });
    return this;
  }

  list<T>(items: readonly T[], one: (item: T) => void): this {
    items.forEach((item, i) => {
      if (i > 0) this.put(', ');
      one(item);
    });
    return this;
  }

  /** Like `list`, each item on a line of its own. */
  lines<T>(items: readonly T[], one: (item: T) => void): this {
    items.forEach((item, i) => {
      if (i > 0) this.put(',');
      this.line();
      one(item);
    });
    return this;
  }
}
