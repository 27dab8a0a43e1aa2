import { type FieldMeta, fieldMeta, type NodeType } from '@headrace/flow';
import * as z from 'zod';

export type Schema = NodeType['config'];

/** What a form needs of a zod schema: looked up in its definition, never by a node type's name. */
export type Shape =
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly item: Schema }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'variant'; readonly by: string; readonly options: readonly Variant[] }
  | { readonly kind: 'flag' | 'number' | 'text' | 'constant' };

export interface Variant {
  readonly value: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly key: string;
  readonly meta: FieldMeta | undefined;
  readonly shape: Shape;
  /** May be left out. */
  readonly optional: boolean;
  /** What holds when it is left out. */
  readonly fallback: unknown;
}

/** The fields of an object schema. */
export function fieldsOf(schema: Schema): Field[] {
  const { inner } = unwrap(schema);
  return inner instanceof z.ZodObject
    ? Object.entries(inner.shape).map(([key, part]) => fieldOf(key, known(part)))
    : [];
}

/** The field of a node type that lists the columns of a source. */
export const columnsField = (type: NodeType): Field | undefined =>
  fieldsOf(type.config).find((field) => field.meta?.widget === 'source-columns');

function fieldOf(key: string, schema: Schema): Field {
  const { inner, optional, fallback } = unwrap(schema);
  return { key, meta: fieldMeta(schema), shape: shapeOf(inner), optional, fallback };
}

/** Looks through `optional` and `default`. */
function unwrap(schema: Schema): { inner: Schema; optional: boolean; fallback: unknown } {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return { ...unwrap(known(schema.unwrap())), optional: true, fallback: schema.def.defaultValue };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable)
    return { ...unwrap(known(schema.unwrap())), optional: true };
  return { inner: schema, optional: false, fallback: undefined };
}

export function shapeOf(schema: Schema): Shape {
  const { inner } = unwrap(schema);
  if (inner instanceof z.ZodObject) return { kind: 'group', fields: fieldsOf(inner) };
  if (inner instanceof z.ZodArray) return { kind: 'list', item: known(inner.element) };
  if (inner instanceof z.ZodEnum) return { kind: 'choice', values: inner.options.map(String) };
  if (inner instanceof z.ZodBoolean) return { kind: 'flag' };
  if (inner instanceof z.ZodNumber) return { kind: 'number' };
  if (inner instanceof z.ZodLiteral) return { kind: 'constant' };
  if (inner instanceof z.ZodDiscriminatedUnion) return variants(inner.def.discriminator, inner.options.map(known));
  return { kind: 'text' };
}

function variants(by: string, options: readonly Schema[]): Shape {
  return {
    kind: 'variant',
    by,
    options: options.map((option) => {
      const tag = option instanceof z.ZodObject ? option.shape[by] : undefined;
      const [value] = tag instanceof z.ZodLiteral ? tag.values : [];
      return { value: String(value), fields: fieldsOf(option).filter((field) => field.key !== by) };
    }),
  };
}

/** Types of parts of a schema are those of zod's core; its classes are all made by zod itself. */
function known(schema: z.core.$ZodType): Schema {
  if (schema instanceof z.ZodType) return schema;
  throw new Error('A part of a schema is not made by zod.');
}

/** Whether a field has to be decided and is not. */
export function isMissing(field: Field, value: unknown): boolean {
  if (field.optional) return false;
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
