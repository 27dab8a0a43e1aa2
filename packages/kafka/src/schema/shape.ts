import { isArray, isObject, type Json, WrittenNumber } from './json.ts';
import { numberTime, type TimeSpelling, textTime } from './times.ts';

/** What is known of the values at one place of the messages seen so far. */
export type Shape =
  /** Only null so far. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'text' | 'integer' | 'decimal' | 'boolean' }
  /** `written` is what the value is when it turns out not to be a time everywhere. */
  | { readonly kind: 'time'; readonly spelling: TimeSpelling; readonly written: 'text' | 'integer' }
  | { readonly kind: 'array'; readonly element: Shape }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> };

export interface Field {
  readonly shape: Shape;
  /** Some message had it absent or null. */
  readonly nullable: boolean;
}

/** Flink's BIGINT; a larger whole number is read as DOUBLE. */
const largest = 2n ** 63n - 1n;

/** What one value tells; `name` is that of the field it stands in, which decides whether a number is a time. */
export function shapeOf(value: Json, name: string): Shape {
  if (value === null) return { kind: 'nothing' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (typeof value === 'string') {
    const spelling = textTime(value);
    return spelling ? { kind: 'time', spelling, written: 'text' } : { kind: 'text' };
  }
  if (value instanceof WrittenNumber) return numberShape(value.text, name);
  if (isArray(value))
    return { kind: 'array', element: value.map((item) => shapeOf(item, name)).reduce(merge, { kind: 'nothing' }) };
  if (isObject(value)) return objectShape(value);
  return value satisfies never;
}

function objectShape(value: { readonly [name: string]: Json }): Shape {
  const fields = Object.entries(value)
    .filter(([name]) => name !== '')
    .map(([name, inner]) => [name, { shape: shapeOf(inner, name), nullable: inner === null }] as const);
  return { kind: 'object', fields: new Map(fields) };
}

/** Whether a property without a name is in a value, at any depth: Flink has no such properties, so it is left out. */
export function hasNameless(value: Json): boolean {
  if (isArray(value)) return value.some(hasNameless);
  return isObject(value) && Object.entries(value).some(([name, inner]) => name === '' || hasNameless(inner));
}

function numberShape(text: string, name: string): Shape {
  if (!/^-?\d+$/.test(text)) return { kind: 'decimal' };
  const value = BigInt(text);
  if (value > largest || value < -largest - 1n) return { kind: 'decimal' };
  const spelling = numberTime(name, text);
  return spelling ? { kind: 'time', spelling, written: 'integer' } : { kind: 'integer' };
}

/** What two values at the same place tell together; values that do not go together are read as text. */
export function merge(a: Shape, b: Shape): Shape {
  if (a.kind === 'nothing') return b;
  if (b.kind === 'nothing') return a;
  if (a.kind === 'array' && b.kind === 'array') return { kind: 'array', element: merge(a.element, b.element) };
  if (a.kind === 'object' && b.kind === 'object') return { kind: 'object', fields: mergeFields(a.fields, b.fields) };
  if (a.kind === 'time' && b.kind === 'time' && sameSpelling(a.spelling, b.spelling)) return a;
  const [left, right] = [plainKind(a), plainKind(b)];
  if (left === right && left !== 'array' && left !== 'object') return { kind: left };
  if (isNumber(left) && isNumber(right)) return { kind: 'decimal' };
  return { kind: 'text' };
}

function sameSpelling(a: TimeSpelling, b: TimeSpelling): boolean {
  return a.timeFormat === b.timeFormat && a.type === b.type;
}

const plainKind = (shape: Exclude<Shape, { kind: 'nothing' }>) => (shape.kind === 'time' ? shape.written : shape.kind);

const isNumber = (kind: string) => kind === 'integer' || kind === 'decimal';

function mergeFields(a: ReadonlyMap<string, Field>, b: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [left, right] = [a.get(name), b.get(name)];
    fields.set(name, {
      shape: merge(left?.shape ?? { kind: 'nothing' }, right?.shape ?? { kind: 'nothing' }),
      nullable: !left || !right || left.nullable || right.nullable,
    });
  }
  return fields;
}
