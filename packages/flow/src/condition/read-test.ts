import { momentText } from './literal.ts';
import type { Mark } from './outline.ts';
import { readPattern } from './pattern.ts';
import {
  type Comparison,
  type ConditionTest,
  type ConditionValue,
  isComparison,
  type Operator,
  truths,
} from './tree.ts';

/** Words that stand for a value of their own where a column could stand. Source: Calcite's niladic functions. */
export const notColumns: ReadonlySet<string> = new Set(
  'NULL TRUE FALSE UNKNOWN DEFAULT PI CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME LOCALTIMESTAMP CURRENT_ROW_TIMESTAMP CURRENT_USER SESSION_USER SYSTEM_USER USER CURRENT_ROLE CURRENT_PATH CURRENT_CATALOG CURRENT_SCHEMA'.split(
    ' ',
  ),
);

/** Reads the marks of one leaf as a test; `undefined` where it is anything else than a form can show. */
export function readTest(text: string, marks: readonly Mark[]): ConditionTest | undefined {
  const reader = new Reader(text, marks);
  const column = reader.path();
  const rest = column && reader.rest();
  return rest && reader.atEnd ? { column, ...rest } : undefined;
}

/** Reads marks as the name of a column, with those of fields inside it. */
export function readPath(text: string, marks: readonly Mark[]): string[] | undefined {
  const reader = new Reader(text, marks);
  const path = reader.path();
  return reader.atEnd ? path : undefined;
}

class Reader {
  private at = 0;
  private readonly text: string;
  private readonly marks: readonly Mark[];
  constructor(text: string, marks: readonly Mark[]) {
    this.text = text;
    this.marks = marks;
  }

  get atEnd(): boolean {
    return this.at === this.marks.length;
  }
  private take(word: string): boolean {
    if (this.marks[this.at]?.word !== word) return false;
    this.at++;
    return true;
  }
  private raw(kind: Mark['kind']): string | undefined {
    const mark = this.marks[this.at];
    if (mark?.kind !== kind) return undefined;
    this.at++;
    return this.text.slice(mark.start, mark.end);
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
    if (first && notColumns.has(this.marks[this.at]?.word ?? '')) return undefined;
    return this.raw('word');
  }

  /** The operator and its values. */
  rest(): Omit<ConditionTest, 'column'> | undefined {
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
    const sign = this.marks[this.at]?.word as Operator | undefined;
    if (sign === undefined || !isComparison(sign)) return undefined;
    this.at++;
    return sign;
  }
  private compared(operator: Comparison): Omit<ConditionTest, 'column'> | undefined {
    const start = this.at;
    const literal = this.literal();
    if (literal) return { operator, values: [literal] };
    this.at = start;
    const path = this.path();
    return path && { operator, values: [{ kind: 'column', path }] };
  }
  private truth(): Omit<ConditionTest, 'column'> | undefined {
    const not = this.take('NOT') ? 'NOT ' : '';
    const what = truths.find((truth) => truth.startsWith(not) && this.take(truth.slice(not.length)));
    return what && { operator: `IS ${what}`, values: [] };
  }
  private list(operator: 'IN' | 'NOT IN'): Omit<ConditionTest, 'column'> | undefined {
    const values: (ConditionValue | undefined)[] = [];
    if (!this.take('(')) return undefined;
    do values.push(this.literal());
    while (this.take(','));
    return this.take(')') ? all(operator, values) : undefined;
  }
  private pattern(not: '' | 'NOT '): Omit<ConditionTest, 'column'> | undefined {
    const pattern = this.string();
    const escapedBy = this.take('ESCAPE') ? (this.string() ?? '') : undefined;
    const found = pattern === undefined ? undefined : readPattern(pattern, escapedBy);
    return found && { operator: `${not}${found.operator}`, values: [{ kind: 'text', written: found.text }] };
  }

  private literal(): ConditionValue | undefined {
    const text = this.string();
    if (text !== undefined) return { kind: 'text', written: text };
    for (const kind of ['DATE', 'TIME', 'TIMESTAMP'] as const)
      if (this.take(kind)) {
        const written = this.string();
        return written !== undefined && momentText(kind, written) === written ? { kind, written } : undefined;
      }
    if (this.take('TRUE')) return { kind: 'boolean', written: 'TRUE' };
    if (this.take('FALSE')) return { kind: 'boolean', written: 'FALSE' };
    const sign = this.take('-') ? '-' : '';
    const digits = this.raw('number');
    return digits === undefined ? undefined : { kind: 'number', written: sign + digits };
  }
  private string(): string | undefined {
    return this.raw('text')?.slice(1, -1).replaceAll("''", "'");
  }
}

function all(
  operator: Operator,
  values: readonly (ConditionValue | undefined)[],
): Omit<ConditionTest, 'column'> | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length === values.length ? { operator, values: there } : undefined;
}
