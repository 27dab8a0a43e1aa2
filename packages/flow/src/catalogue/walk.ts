import type * as z from 'zod';
import { isRecord } from '../value-at.ts';

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly valueType?: z.ZodType;
  readonly catchall?: z.ZodType;
}

const defOf = (schema: z.ZodType): Def => schema.def as Def;

/** The answers about a schema that each node of each compilation needs. Schemas do not change. */
interface Known {
  /** Without what is optional, defaulted or nullable around it. */
  readonly plain: z.ZodType;
  readonly shape: Readonly<Record<string, z.ZodType>> | undefined;
  readonly isOpen: boolean;
  readonly element: z.ZodType | undefined;
  readonly options: readonly z.ZodType[] | undefined;
  readonly discriminator: string | undefined;
}

const knownOf = new WeakMap<z.ZodType, Known>();

function know(schema: z.ZodType): Known {
  const known = knownOf.get(schema);
  if (known) return known;
  const { innerType, in: input } = defOf(schema);
  const next = innerType ?? input;
  const found = next ? know(next) : knowPlain(schema);
  knownOf.set(schema, found);
  return found;
}

function knowPlain(plain: z.ZodType): Known {
  const { shape, catchall, element, valueType, options, discriminator } = defOf(plain);
  const isOpen = catchall !== undefined && defOf(catchall).type === 'any';
  return { plain, shape, isOpen, element: element ?? valueType, options, discriminator };
}

/** The schema inside one that is optional, defaulted or nullable. */
export const wrappedBy = (schema: z.ZodType): z.ZodType | undefined => defOf(schema).innerType;

/** The schema without what is optional, defaulted or nullable around it. */
export const inner = (schema: z.ZodType): z.ZodType => know(schema).plain;

/**
 * The schema that a value follows: of a union with a discriminator the variant that the value names, of another one the
 * first that has the value's shape (object, list, text).
 */
export const schemaFor = (schema: z.ZodType, value: unknown): z.ZodType => knownFor(schema, value).plain;

function knownFor(schema: z.ZodType, value: unknown): Known {
  const known = know(schema);
  const { options, discriminator } = known;
  if (!options) return known;
  const chosen = discriminator !== undefined && isRecord(value) ? value[discriminator] : undefined;
  const named = (option: z.ZodType) => {
    const word = discriminator === undefined ? undefined : shapeOf(option)?.[discriminator];
    return word && defOf(inner(word)).values?.includes(chosen);
  };
  const kind = Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : typeof value;
  const shaped = (option: z.ZodType) => {
    const { type } = defOf(inner(option));
    return type === kind || (type === 'record' && kind === 'object');
  };
  const found = options.find(named) ?? (discriminator === undefined ? options.find(shaped) : undefined);
  return found ? knownFor(found, value) : known;
}

/** What stands inside a value: the schemas of its keys, or that of all its entries. */
export interface Inside {
  readonly shape: Readonly<Record<string, z.ZodType>> | undefined;
  readonly element: z.ZodType | undefined;
  /** Further keys mean something. */
  readonly isOpen: boolean;
}

/** What stands inside this value of a schema. */
export const insideOf = (schema: z.ZodType, value: object): Inside => knownFor(schema, value);

/** The keys of an object schema with their schemas; undefined for anything else. */
export const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined => know(schema).shape;

/** The schema of a list's elements, or of a record's values. */
export const elementOf = (schema: z.ZodType): z.ZodType | undefined => know(schema).element;

export type Step = string | number;

/**
 * Calls `visit` for a value and all values inside it that the schema knows, each with its own schema and its path. The path
 * is valid during the call only; copy it to keep it.
 */
export function walkValue(
  schema: z.ZodType,
  value: unknown,
  visit: (schema: z.ZodType, value: unknown, path: readonly Step[]) => void,
): void {
  walk(schema, value, visit, []);
}

function walk(schema: z.ZodType, value: unknown, visit: Parameters<typeof walkValue>[2], path: Step[]): void {
  visit(schema, value, path);
  if (typeof value !== 'object' || value === null) return;
  const { shape, element } = insideOf(schema, value);
  const step = (of: z.ZodType, inside: unknown, at: Step) => {
    path.push(at);
    walk(of, inside, visit, path);
    path.pop();
  };
  if (Array.isArray(value)) {
    if (element) for (const [i, each] of value.entries()) step(element, each, i);
    return;
  }
  for (const [key, each] of Object.entries(value)) {
    const known = schemaOfKey({ shape, element }, key);
    if (known) step(known, each, key);
  }
}

/** The schema of a key; undefined for one that the schema does not have. */
export const schemaOfKey = (
  { shape, element }: Pick<Inside, 'shape' | 'element'>,
  key: string,
): z.ZodType | undefined => (shape ? (Object.hasOwn(shape, key) ? shape[key] : undefined) : element);

/** Whether the schema itself, or one of those that it holds at any depth, is such a one. A schema may hold itself. */
export function holds(schema: z.ZodType, isOne: (schema: z.ZodType) => boolean): boolean {
  const seen = new Set<z.ZodType>();
  const open = [schema];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (isOne(next)) return true;
    const { plain, shape, element, options } = know(next);
    open.push(plain, ...Object.values(shape ?? {}), ...(element ? [element] : []), ...(options ?? []));
  }
  return false;
}
