import type * as z from 'zod';
import { insideOf, type Step, schemaOfKey } from '../catalogue/walk.ts';
import { nearest } from '../graph/nearest.ts';
import { isRecord, valueAt } from '../value-at.ts';

/** Where and why a value does not match a schema. */
export interface Mismatch {
  readonly path: readonly Step[];
  /** The message without the name of the value: `must be a text`, `is missing`. It never contains zod's text. */
  readonly predicate: string;
  /** Nothing stands there. */
  readonly isMissing: boolean;
}

/** The most mismatches that are reported at once. */
const most = 50;

/** Parses a value by a schema, or says what is wrong with it. Only this function translates zod's issues into messages. */
export function conform<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly data: z.output<S> } | { readonly mismatches: readonly Mismatch[] } {
  const read = schema.safeParse(value);
  if (read.success) return { data: read.data };
  return { mismatches: read.error.issues.slice(0, most).map((issue) => mismatch(issue, value)) };
}

/** The whole message: the value's name and the predicate. */
export const mismatchSentence = (name: string, { predicate }: Pick<Mismatch, 'predicate'>): string =>
  `${name} ${predicate}.`;

/** A key that a schema does not have, and what it has instead. */
export interface UnknownKey {
  readonly path: readonly Step[];
  readonly key: string;
  readonly nearest: string | undefined;
}

/** Keys of a value, at any depth, that mean nothing to its schema. */
export function unknownKeys(schema: z.ZodType, value: unknown): UnknownKey[] {
  const found: UnknownKey[] = [];
  if (isRecord(value)) collectUnknown(schema, value, [], found);
  return found;
}

// For each node of each compilation: values that hold no others are not visited.
function collectUnknown(
  schema: z.ZodType,
  value: Readonly<Record<string, unknown>>,
  path: Step[],
  found: UnknownKey[],
): void {
  const inside = insideOf(schema, value);
  const { shape, element, isOpen } = inside;
  if (Array.isArray(value)) {
    if (element) for (let i = 0; i < value.length; i++) enter(element, value[i], i, path, found);
    return;
  }
  const keys = Object.keys(value);
  if (shape && !isOpen)
    for (const key of keys)
      if (!Object.hasOwn(shape, key)) {
        const free = Object.keys(shape).filter((k) => !Object.hasOwn(value, k));
        found.push({ path: [...path, key], key, nearest: nearest(key, free) });
      }
  for (const key of keys) {
    const of = schemaOfKey(inside, key);
    if (of) enter(of, value[key], key, path, found);
  }
}

function enter(schema: z.ZodType, value: unknown, step: Step, path: Step[], found: UnknownKey[]): void {
  if (!isRecord(value)) return;
  path.push(step);
  collectUnknown(schema, value, path, found);
  path.pop();
}

function mismatch(issue: z.core.$ZodIssue, root: unknown): Mismatch {
  const path = issue.path.map((s) => (typeof s === 'symbol' ? String(s) : s));
  const inner = issue.code === 'invalid_union' ? closest(issue) : undefined;
  if (inner) return mismatch({ ...inner, path: [...issue.path, ...inner.path] }, root);
  const value = valueAt(root, path);
  if (value === undefined) return { path, predicate: 'is missing. Set it', isMissing: true };
  return { path, predicate: predicateOf(issue, value), isMissing: value === '' };
}

/** Of a union, the issue inside the variant that the value was meant to be: the first that is not about the value as a whole. */
function closest(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue | undefined {
  return issue.errors
    .flat()
    .find((e) => e.path.length > 0 || (e.code !== 'invalid_type' && e.code !== 'invalid_union'));
}

function predicateOf(issue: z.core.$ZodIssue, value: unknown): string {
  // A schema's own message begins with `must`; those of zod do not.
  if (issue.message.startsWith('must ')) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kindWord(issue.expected)}; this is ${valueWord(value)}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}`;
    case 'too_big':
      return `${limit('at most', issue.maximum, issue.origin, issue.inclusive !== false)}`;
    case 'too_small':
      return Number(issue.minimum) === 1 && issue.origin !== 'number' && issue.origin !== 'int'
        ? 'must not be empty'
        : limit('at least', issue.minimum, issue.origin, issue.inclusive !== false);
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'written in another form'}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has ${issue.keys.length === 1 ? 'a key that means' : 'keys that mean'} nothing here: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return `must be ${unionWords(issue, value)}`;
    case 'invalid_key':
    case 'invalid_element':
      return `has an entry that is not right: it ${firstOf(issue.issues, value)}`;
    case 'custom':
      return 'must be something else';
    default:
      return issue satisfies never;
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping (key: value)',
  record: 'a mapping (key: value)',
  map: 'a mapping (key: value)',
  array: 'a list',
  tuple: 'a list',
  set: 'a list',
  null: 'empty',
  undefined: 'left out',
  never: 'left out',
  void: 'left out',
  date: 'a date',
  nan: 'no number',
};
const kindWord = (expected: string): string => kinds[expected] ?? 'of another kind';

function valueWord(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty text';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
  return kinds[typeof value] ?? 'of another kind';
}

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address (URL)',
  uuid: 'a UUID',
  datetime: 'a time in ISO 8601, as 2026-04-07T08:00:00Z',
  date: 'a date, as 2026-04-07',
  time: 'a time of day, as 08:00:00',
  duration: 'a length of time in ISO 8601, as PT5M',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  cidrv4: 'a range of IPv4 addresses',
  cidrv6: 'a range of IPv6 addresses',
  base64: 'text in Base64',
  base64url: 'text in Base64url',
  safeint: 'a whole number',
};

/** `must have at most 20,000 characters`, `must be less than 5`. */
function limit(word: 'at most' | 'at least', bound: number | bigint, origin: string, inclusive: boolean): string {
  const number = bound.toLocaleString('en');
  const units: Readonly<Record<string, readonly [string, string]>> = {
    string: ['character', 'characters'],
    array: ['entry', 'entries'],
    set: ['entry', 'entries'],
    map: ['entry', 'entries'],
    file: ['byte', 'bytes'],
  };
  const unit = units[origin];
  if (unit) return `must have ${word} ${number} ${unit[Number(bound) === 1 ? 0 : 1]}`;
  if (inclusive) return `must be ${word} ${number}`;
  return `must be ${word === 'at most' ? 'less' : 'more'} than ${number}`;
}

function unionWords(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  const options = valueAt(issue, ['options']);
  if (Array.isArray(options) && options.length > 0) return oneOf(options.map(String));
  const words = issue.errors.flatMap(([first]) => (first?.code === 'invalid_type' ? [kindWord(first.expected)] : []));
  return words.length > 0 ? `${oneOf([...new Set(words)])}; this is ${valueWord(value)}` : 'of another kind';
}

const firstOf = (issues: readonly z.core.$ZodIssue[], value: unknown): string =>
  issues[0] ? predicateOf(issues[0], value) : 'is of another kind';

/** `a`, `a or b`, `a, b or c`. */
function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? 'left out';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
