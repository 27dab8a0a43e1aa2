import type * as z from 'zod';

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

const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

/** The schema without what is optional, defaulted or nullable around it. */
export function inner(schema: z.ZodType): z.ZodType {
  const { innerType, in: input } = defOf(schema);
  const next = innerType ?? input;
  return next ? inner(next) : schema;
}

/**
 * The schema that a value follows: of a union with a discriminator the variant that the value names, of another one the
 * first that has the value's shape (object, list, text).
 */
export function schemaFor(schema: z.ZodType, value: unknown): z.ZodType {
  const plain = inner(schema);
  const { options, discriminator } = defOf(plain);
  if (!options) return plain;
  const named = (option: z.ZodType) => {
    const word = discriminator === undefined ? undefined : shapeOf(option)?.[discriminator];
    return (
      word && defOf(inner(word)).values?.includes((value as Record<string, unknown> | null)?.[discriminator ?? ''])
    );
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
export const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined =>
  defOf(inner(schema)).shape;

/**
 * Whether further keys of an object schema mean something (`.catchall(z.any())`). In a document they are kept
 * (`z.looseObject`), and mean nothing.
 */
export function isOpen(schema: z.ZodType): boolean {
  const { catchall } = defOf(inner(schema));
  return catchall !== undefined && defOf(catchall).type === 'any';
}

/** The schema of a list's elements, or of a record's values. */
export function elementOf(schema: z.ZodType): z.ZodType | undefined {
  const { element, valueType } = defOf(inner(schema));
  return element ?? valueType;
}

export type Step = string | number;

/** Calls `visit` for a value and all values inside it that the schema knows, each with its own schema and its path. */
export function walkValue(
  schema: z.ZodType,
  value: unknown,
  visit: (schema: z.ZodType, value: unknown, path: readonly Step[]) => void,
  path: readonly Step[] = [],
): void {
  visit(schema, value, path);
  if (typeof value !== 'object' || value === null) return;
  const chosen = schemaFor(schema, value);
  const element = elementOf(chosen);
  if (Array.isArray(value)) {
    if (element) for (const [i, each] of value.entries()) walkValue(element, each, visit, [...path, i]);
    return;
  }
  const shape = shapeOf(chosen);
  for (const [key, each] of Object.entries(value)) {
    const known = shape && Object.hasOwn(shape, key) ? shape[key] : shape ? undefined : element;
    if (known) walkValue(known, each, visit, [...path, key]);
  }
}
