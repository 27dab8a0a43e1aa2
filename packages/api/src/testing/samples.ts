import * as z from 'zod';

/** A JSON Schema as zod makes it, as far as the samples know it. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minimum?: number;
}

/** Values that a schema takes: one for each variant of its unions, with all optional members. */
export function samplesOf(schema: z.ZodType): unknown[] {
  const root = z.toJSONSchema(schema, { io: 'input' }) as Schema;
  return samples(root, root.$defs ?? {});
}

/** One value that a schema takes. */
export const sampleOf = (schema: z.ZodType): unknown => samplesOf(schema)[0];

function samples(schema: Schema, defs: Readonly<Record<string, Schema>>): unknown[] {
  const { $ref, type, properties, items } = schema;
  if ($ref !== undefined) return samples(defs[$ref.replace('#/$defs/', '')] ?? {}, defs);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return variants.flatMap((variant) => samples(variant, defs));
  if ('const' in schema) return [schema.const];
  if (schema.enum) return [...schema.enum];
  if (type === 'object') return objects(Object.entries(properties ?? {}), defs);
  if (type === 'array') return [samples(items ?? {}, defs).slice(0, 2)];
  if (type === 'string') return ['a'];
  if (type === 'boolean') return [true, false];
  if (type === 'integer' || type === 'number') return [Math.max(1, schema.minimum ?? 1)];
  return [null];
}

/** Objects in which each member takes each of its samples once. */
function objects(members: readonly [string, Schema][], defs: Readonly<Record<string, Schema>>): unknown[] {
  const values = members.map(([key, schema]) => [key, samples(schema, defs)] as const);
  const count = Math.max(1, ...values.map(([, of]) => of.length));
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(values.map(([key, of]) => [key, of[i % of.length]])),
  );
}
