import { type FieldMeta, fieldMeta } from '@headrace/flow';
import type * as z from 'zod';

interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly checks?: readonly { readonly _zod: { readonly def: Bound } }[];
}
interface Bound {
  readonly check: string;
  readonly value?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly inclusive?: boolean;
}

const defOf = (schema: z.ZodType): Def => schema.def as unknown as Def;

/** Everything that may stand below a key, a row each: its path, its values, its default, and what it is for. */
export function schemaTable(schema: z.ZodType): string {
  const rows = rowsOf(schema, '');
  const lines = rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return ['| key | value | if absent | |', '|---|---|---|---|', ...lines].join('\n');
}

type Row = [key: string, value: string, absent: string, about: string];

function rowsOf(schema: z.ZodType, path: string): Row[] {
  const { shape, options, discriminator, element, valueType } = defOf(bare(schema));
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (shape) return Object.entries(shape).flatMap(([key, inner]) => fieldRows(inner, below(key)));
  if (options && discriminator !== undefined)
    return options.flatMap((option) => variantRows(option, discriminator, path));
  if (element) return rowsOf(element, `${path}[]`);
  return valueType ? rowsOf(valueType, `${path}.<name>`) : [];
}

function fieldRows(schema: z.ZodType, key: string): Row[] {
  return [[`\`${key}\``, valueWords(schema), absentOf(schema), aboutOf(schema)], ...rowsOf(schema, key)];
}

/** What stands beside `from: column`, for each variant; the key itself has a row of its own already. */
function variantRows(option: z.ZodType, discriminator: string, path: string): Row[] {
  const shape = defOf(option).shape ?? {};
  const word = String(defOf(shape[discriminator] as z.ZodType).values?.[0]);
  const others = Object.entries(shape).filter(([key]) => key !== discriminator);
  return [
    [`\`${path}.${discriminator}: ${word}\``, '', '', ''],
    ...others.flatMap(([key, inner]) =>
      fieldRows(inner, `${path}.${key}`).map(([k, v, a, about]): Row => [`${k} (${word})`, v, a, about]),
    ),
  ];
}

/** Without what is optional or has a default around it. */
function bare(schema: z.ZodType): z.ZodType {
  const { innerType } = defOf(schema);
  return innerType ? bare(innerType) : schema;
}

const widgets: Readonly<Partial<Record<NonNullable<FieldMeta['widget']>, string>>> = {
  expression: 'an expression of Flink SQL',
  condition: 'an expression that is true or false',
  column: 'the name of a property',
  columns: 'a list of names of properties',
  connection: 'the name of a connection',
  duration: 'a length of time: `5 s`, `1 h 30 min`',
  'data-type': 'a type of Flink SQL',
};

function valueWords(schema: z.ZodType): string {
  const { widget, nouns } = fieldMeta(schema) ?? {};
  const known = widget === 'resource' ? `the name of a ${nouns?.[0] ?? 'resource'}` : widget && widgets[widget];
  if (known) return known;
  const { type, values, entries, element, valueType, options, discriminator, checks = [] } = defOf(bare(schema));
  if (values) return values.map((v) => `\`${v}\``).join(', ');
  if (entries)
    return Object.values(entries)
      .map((v) => `\`${v}\``)
      .join(', ');
  if (discriminator !== undefined) return `one of the variants below, by \`${discriminator}\``;
  if (options)
    return options.map((o) => valueWords(o).replace(/, (?:not empty|at (?:least|most)).*$/, '')).join(', or ');
  if (element) return `a list of ${defOf(bare(element)).shape ? 'mappings' : plural(valueWords(element))}`;
  if (valueType) return `a mapping: name to ${defOf(bare(valueType)).shape ? 'the keys below' : valueWords(valueType)}`;
  const bounds = checks.map((c) => boundOf(c._zod.def, type)).filter((b) => b !== '');
  return [words[type] ?? type, ...bounds].join(', ');
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a mapping',
  unknown: 'anything',
};
const plural = (what: string) => what.replace(/^an? /, '').replace(/^(\w+)/, '$1s');

function boundOf({ check, value, minimum, maximum, inclusive }: Bound, type: string): string {
  if (check === 'max_length')
    return `at most ${(maximum ?? 0).toLocaleString('en')} ${type === 'array' ? 'entries' : 'characters'}`;
  if (check === 'greater_than') return `${inclusive ? 'at least' : 'more than'} ${value}`;
  if (check === 'less_than') return `${inclusive ? 'at most' : 'less than'} ${value}`;
  if (check === 'min_length') return minimum === 1 ? 'not empty' : `at least ${minimum}`;
  return '';
}

function absentOf(schema: z.ZodType): string {
  const read = schema.safeParse(undefined);
  if (!read.success) return 'needed';
  return read.data === undefined ? '' : `\`${JSON.stringify(read.data)}\``;
}

function aboutOf(schema: z.ZodType): string {
  const meta = fieldMeta(schema);
  const described = meta?.description ?? descriptionOf(schema) ?? '';
  const choices = Object.entries(meta?.choices ?? {}).map(([word, what]) => `\`${word}\`: ${what}`);
  const label = meta?.title === undefined ? '' : `*${meta.title}*.`;
  return [label, described, choices.length > 0 ? `${choices.join('; ')}.` : ''].filter((x) => x !== '').join(' ');
}

function descriptionOf(schema: z.ZodType): string | undefined {
  const { innerType } = defOf(schema);
  return schema.description ?? (innerType ? descriptionOf(innerType) : undefined);
}
