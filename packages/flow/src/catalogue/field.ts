import * as z from 'zod';
import type { ConnectionKind } from './connection-kind.ts';
import { wrappedBy } from './walk.ts';

/**
 * Fields of a node's configuration. A node type builds its zod schema from these; the form, the JSON Schema, the help
 * and the types follow. What a form needs beyond the type stands in `.meta()`: `FieldMeta`.
 */
export interface FieldMeta {
  /** The label above the field. */
  readonly title: string;
  /** One sentence under it. */
  readonly description?: string;
  /** The widget that edits it; by default the form chooses one by the zod type. */
  readonly widget?: Widget;
  /** Which input's columns it offers (expression, condition, column, columns); the first by default. */
  readonly input?: string;
  /** The columns that it accepts: numbers or the event time; any by default. */
  readonly accepts?: 'number' | 'time';
  readonly placeholder?: string;
  /** Shown under "More": rarely needed. */
  readonly advanced?: boolean;
  /** Words for the values of an enum or of a union's discriminator, in the order shown. */
  readonly choices?: Readonly<Record<string, string>>;
  /** For lists: the word on the button that adds one, `Add a property`. */
  readonly add?: string;
  /** For a connection: the kind that it must be of. */
  readonly kind?: string;
  /** For a resource: what it is called, `topic` and `topics`. */
  readonly nouns?: readonly [one: string, several: string];
  /** Other fields that this one depends on. */
  readonly beside?: Beside;
}

/** Keys of fields in the same object. */
export interface Beside {
  /** Names the connection. */
  readonly connection?: string;
  /** Names the resource of the connection. */
  readonly resource?: string;
  /** Takes the event time that was found: `{from: 'column', column}`. */
  readonly eventTime?: string;
}

export type Widget =
  | 'expression'
  /** An expression that is true or false: as text, or as groups of conditions. */
  | 'condition'
  | 'column'
  | 'columns'
  | 'connection'
  /** The name of something in a connection: a topic, a table. */
  | 'resource'
  | 'duration'
  | 'data-type'
  | 'name'
  /** A source's column list, filled from what the resource holds. */
  | 'source-columns'
  /** Radio buttons for a discriminated union, the chosen variant's fields below. */
  | 'variant';

const meta = (m: FieldMeta): Record<string, unknown> => ({ ...m });

/** The longest text of a field, so that no document can exhaust the compiler. */
const longest = 20_000;

export const field = {
  text: (m: FieldMeta) => z.string().max(longest).meta(meta(m)),
  name: (m: FieldMeta) =>
    z
      .string()
      .min(1)
      .max(1000)
      .meta(meta({ widget: 'name', ...m })),
  expression: (m: FieldMeta) =>
    z
      .string()
      .max(longest)
      .meta(meta({ widget: 'expression', ...m })),
  /** An expression that is true or false. Its text is stored, also when the form shows it as conditions. */
  condition: (m: FieldMeta) =>
    z
      .string()
      .max(longest)
      .meta(meta({ widget: 'condition', ...m })),
  column: (m: FieldMeta) =>
    z
      .string()
      .min(1)
      .max(1000)
      .meta(meta({ widget: 'column', ...m })),
  columns: (m: FieldMeta) =>
    z
      .array(z.string().min(1).max(1000))
      .max(1000)
      .meta(meta({ widget: 'columns', ...m })),
  /** The name of a connection of a kind. */
  connection: ({ kind }: ConnectionKind, m: FieldMeta) =>
    z
      .string()
      .min(1)
      .max(1000)
      .meta(meta({ widget: 'connection', kind, ...m })),
  /** The name of a resource of the connection that a field beside it names. */
  resource: ({ resource }: ConnectionKind, m: FieldMeta & { readonly beside: { readonly connection: string } }) =>
    z
      .string()
      .min(1)
      .max(1000)
      .meta(meta({ widget: 'resource', nouns: [resource.word, resource.plural], ...m })),
  /** `5 s`, `1 h 30 min`; see duration.ts. */
  duration: (m: FieldMeta) =>
    z
      .string()
      .max(100)
      .meta(meta({ widget: 'duration', ...m })),
  dataType: (m: FieldMeta) =>
    z
      .string()
      .max(longest)
      .meta(meta({ widget: 'data-type', ...m })),
  flag: (m: FieldMeta) => z.boolean().meta(meta(m)),
  choice: <const T extends readonly [string, ...string[]]>(values: T, m: FieldMeta) => z.enum(values).meta(meta(m)),
  list: <T extends z.ZodType>(item: T, m: FieldMeta) => z.array(item).max(1000).meta(meta(m)),
  group: <T extends z.core.$ZodLooseShape>(shape: T, m?: FieldMeta) => z.object(shape).meta(m ? meta(m) : {}),
};

/** Reads the meta of a schema, looking through optional and default. */
export function fieldMeta(schema: z.ZodType): FieldMeta | undefined {
  const known = metas.get(schema);
  if (known) return known.meta;
  const own = schema.meta();
  const wrapped = wrappedBy(schema);
  const found = isFieldMeta(own) ? own : wrapped && fieldMeta(wrapped);
  metas.set(schema, { meta: found });
  return found;
}

/** The meta that `field` sets has a title; all other properties are optional. */
const isFieldMeta = (own: object | undefined): own is FieldMeta =>
  own !== undefined && 'title' in own && typeof own.title === 'string';

/** A cache: schemas do not change, and the compiler asks for those of each node many times. */
const metas = new WeakMap<z.ZodType, { readonly meta: FieldMeta | undefined }>();
