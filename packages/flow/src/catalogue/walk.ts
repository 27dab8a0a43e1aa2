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
export function schemaFor(schema: z.ZodType, value: unknown): z.ZodType {
  const { plain, options, discriminator } = know(schema);
  if (!options) return plain;
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
  return found ? schemaFor(found, value) : plain;
}

/** The keys of an object schema with their schemas; undefined for anything else. */
export const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined => know(schema).shape;

/**
 * Whether further keys of an object schema mean something (`.catchall(z.any())`). In a document they are kept
 * (`z.looseObject`), and mean nothing.
 */
export const isOpen = (schema: z.ZodType): boolean => know(schema).isOpen;

/** The schema of a list's elements, or of a record's values. */
export const elementOf = (schema: z.ZodType): z.ZodType | undefined => know(schema).element;

export type Step = string | number;

/** What is done with a value inside another: its schema, the value and its path, which is valid during the call only. */
export type Visit = (schema: z.ZodType, value: unknown, path: readonly Step[]) => void;

/**
 * Calls `visit` for a value and all values inside it that the schema knows, each with its own schema and its path. The path
 * is valid during the call only; copy it to keep it.
 * @param enters whether to look into values of a schema; into all when left out
 */
export function walkValue(
  schema: z.ZodType,
  value: unknown,
  visit: Visit,
  enters: (schema: z.ZodType) => boolean = () => true,
): void {
  walk(schema, value, { visit, enters, path: [] });
}

interface Walk {
  readonly visit: Visit;
  readonly enters: (schema: z.ZodType) => boolean;
  readonly path: Step[];
}

// For each node of each compilation: without closures and lists of its own.
function walk(schema: z.ZodType, value: unknown, walked: Walk): void {
  walked.visit(schema, value, walked.path);
  if (typeof value !== 'object' || value === null || !walked.enters(schema)) return;
  const { shape, element } = know(schemaFor(schema, value));
  if (Array.isArray(value)) {
    if (element) for (let i = 0; i < value.length; i++) step(element, value[i], i, walked);
  } else if (isMapping(value)) {
    for (const key of Object.keys(value)) {
      const known = shape ? (Object.hasOwn(shape, key) ? shape[key] : undefined) : element;
      if (known) step(known, value[key], key, walked);
    }
  }
}

const isMapping = (value: object): value is Readonly<Record<string, unknown>> => !Array.isArray(value);

function step(schema: z.ZodType, value: unknown, at: Step, walked: Walk): void {
  walked.path.push(at);
  walk(schema, value, walked);
  walked.path.pop();
}

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
