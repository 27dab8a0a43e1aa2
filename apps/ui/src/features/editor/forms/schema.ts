import { type FieldMeta, fieldMeta, type NodeType } from '@headrace/flow';

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

interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly defaultValue?: unknown;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly entries?: Readonly<Record<string, string>>;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
}

const definition = (schema: Schema) => schema.def as unknown as Definition;

/** The fields of an object schema. */
export function fieldsOf(schema: Schema): Field[] {
  const { shape } = definition(unwrap(schema).inner);
  return Object.entries(shape ?? {}).map(([key, part]) => fieldOf(key, part));
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
  const def = definition(schema);
  if (!def.innerType) return { inner: schema, optional: false, fallback: undefined };
  const found = unwrap(def.innerType);
  const fallback = def.type === 'default' || def.type === 'prefault' ? def.defaultValue : found.fallback;
  return { inner: found.inner, optional: true, fallback };
}

export function shapeOf(schema: Schema): Shape {
  const inner = unwrap(schema).inner;
  const def = definition(inner);
  if (def.type === 'object') return { kind: 'group', fields: fieldsOf(inner) };
  if (def.type === 'array' && def.element) return { kind: 'list', item: def.element };
  if (def.type === 'enum') return { kind: 'choice', values: Object.values(def.entries ?? {}) };
  if (def.type === 'boolean') return { kind: 'flag' };
  if (def.type === 'number') return { kind: 'number' };
  if (def.type === 'literal') return { kind: 'constant' };
  if (def.type === 'union' && def.discriminator !== undefined) return variants(def.discriminator, def.options ?? []);
  return { kind: 'text' };
}

function variants(by: string, options: readonly Schema[]): Shape {
  return {
    kind: 'variant',
    by,
    options: options.map((option) => {
      const tag = definition(option).shape?.[by];
      const value = tag && definition(tag).values?.[0];
      return { value: String(value), fields: fieldsOf(option).filter((field) => field.key !== by) };
    }),
  };
}

/** Whether a field has to be decided and is not. */
export function isMissing(field: Field, value: unknown): boolean {
  if (field.optional) return false;
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
