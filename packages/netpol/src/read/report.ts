import type { Finding } from '../model/diagnostic.ts';
import type { Path, Place } from '../model/world.ts';

/** Collects what is wrong with one object, by the path at which it is. */
export class Report {
  readonly findings: Finding[] = [];
  private readonly placeOf: (path: Path) => Place;
  /** Whether what was written may be said again. */
  readonly quotes: boolean;

  /** @param quotes not where what was written may hold a password */
  constructor(placeOf: (path: Path) => Place, { quotes }: { readonly quotes: boolean } = { quotes: true }) {
    this.placeOf = placeOf;
    this.quotes = quotes;
  }

  get hasErrors(): boolean {
    return this.findings.some((f) => f.severity === 'error');
  }

  error(code: string, path: Path, message: string, fix: string): void {
    this.findings.push({ code: `read/${code}`, severity: 'error', message, fix, place: this.placeOf(path) });
  }

  warn(code: string, path: Path, message: string, fix: string): void {
    this.findings.push({ code: `read/${code}`, severity: 'warning', message, fix, place: this.placeOf(path) });
  }

  /** What a value is, for a sentence; with its text where that may be said again. */
  kindOf(value: unknown): string {
    return this.quotes || isMissing(value) || typeof value === 'object'
      ? kindOf(value)
      : `a ${shapes[typeof value] ?? typeof value}`;
  }

  /** An object, or undefined after saying that it is none; fields that the API does not have are named. */
  object(value: unknown, path: Path, what: string, fields?: readonly string[]): Record<string, unknown> | undefined {
    if (!isObject(value)) {
      this.error(
        'not-an-object',
        path,
        `${what} should be a mapping, and is ${this.kindOf(value)}.`,
        `Write its fields under it, or remove it.`,
      );
      return undefined;
    }
    for (const key of Object.keys(value))
      if (fields && !fields.includes(key))
        this.warn(
          'unknown-field',
          [...path, key],
          `${what} has no ${this.quotes ? `field '${shortened(key)}'` : 'such field'}; the API server drops it or refuses the object.`,
          `Use one of ${fields.join(', ')}.`,
        );
    return value;
  }

  /** A list, also when it is missing; undefined after saying that it is something else. */
  list(value: unknown, path: Path, what: string): readonly unknown[] | undefined {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.error(
      'not-a-list',
      path,
      `${what} should be a list, and is ${this.kindOf(value)}.`,
      'Write each entry after a dash.',
    );
    return undefined;
  }
}

const shapes: Readonly<Record<string, string>> = { string: 'text', boolean: 'yes or no', bigint: 'number' };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Left out, or written without a value (`podSelector:`), which is the same to the API server. */
export const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

export function kindOf(value: unknown): string {
  if (isMissing(value)) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `the text ${JSON.stringify(shortened(value))}` : `the ${typeof value} ${value}`;
}

/** The same at the start of a sentence. */
export function kindAtStart(value: unknown): string {
  const words = kindOf(value);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The beginning of what people or programs wrote, for a sentence that names it. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * Texts of a mapping; a value that is no text is an error, since a number or a yes/no is easily written by mistake. One that
 * is left out (`app:`) is an empty text to the API server.
 */
export function readTexts(value: unknown, path: Path, what: string, report: Report): Record<string, string> {
  if (value === undefined || value === null) return {};
  const found: Record<string, string> = {};
  for (const [key, text] of Object.entries(report.object(value, path, what) ?? {})) {
    if (typeof text === 'string') found[key] = text;
    else if (isMissing(text)) {
      found[key] = '';
      report.warn(
        'no-text',
        [...path, key],
        `'${key}' has no value, and the API server takes that for an empty text.`,
        'Write the value that is meant, or "".',
      );
    } else
      report.error(
        'not-a-text',
        [...path, key],
        `The value of '${key}' should be a text, and is ${kindOf(text)}.`,
        typeof text === 'object' ? 'Write one text for it.' : `Put it in quotes: "${shortened(String(text))}".`,
      );
  }
  return found;
}
