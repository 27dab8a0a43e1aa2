import type { FoundColumn, FoundSchema } from '@headrace/api';
import { printType } from '@headrace/flow';
import { exampleOf, type JsonObject, parseEvents } from './json.ts';
import { type Field, hasNameless, merge, type Shape, shapeOf } from './shape.ts';
import { typeOf } from './type.ts';

/** What schema detection looks at in a message. */
export interface SchemaMessage {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Finds the schema that all given messages (newest first) have in common; tombstones are read over. */
export function findSchema(messages: readonly SchemaMessage[]): FoundSchema {
  const values = messages.flatMap(({ value }) => (value === null ? [] : [value]));
  const parsed = values.map(parseEvents);
  const readable = parsed.filter((message) => message !== undefined);
  const unreadable = values.find((_, i) => parsed[i] === undefined);
  const events = readable.flatMap((message) => message.events);
  const columns = columnsOf(events);
  return {
    format: 'json',
    columns,
    headers: headersOf(messages),
    key: keyOf(messages),
    messages: messages.length,
    unreadable: values.length - readable.length,
    unreadableExample: unreadable === undefined ? null : exampleOf(unreadable),
    lists: readable.filter((message) => message.isList).length,
    nameless: events.some(hasNameless),
    eventTime: eventTimeOf(columns),
  };
}

function columnsOf(objects: readonly JsonObject[]): FoundColumn[] {
  const whole = objects.map((object) => shapeOf(object, '')).reduce<Shape>(merge, { kind: 'nothing' });
  if (whole.kind !== 'object') return [];
  return [...whole.fields].map(([name, field]) => columnOf(name, field, objects));
}

function columnOf(name: string, { shape, nullable }: Field, objects: readonly JsonObject[]): FoundColumn {
  const example = objects
    .map((object) => (Object.hasOwn(object, name) ? object[name] : null))
    .find((value) => value !== null);
  return {
    name,
    type: printType(typeOf(shape)),
    ...(shape.kind === 'time' ? { timeFormat: shape.spelling.timeFormat } : {}),
    nullable,
    example: example === undefined || example === null ? '' : exampleOf(example),
  };
}

function headersOf(messages: readonly SchemaMessage[]): { name: string; example: string }[] {
  const found = new Map<string, string>();
  for (const { headers } of messages)
    for (const [name, value] of Object.entries(headers)) if (!found.has(name)) found.set(name, exampleOf(value));
  return [...found].map(([name, example]) => ({ name, example }));
}

function keyOf(messages: readonly SchemaMessage[]): { present: boolean; example: string | null } {
  const key = messages.find((message) => message.key !== null)?.key ?? null;
  return { present: key !== null, example: key === null ? null : exampleOf(key) };
}

/** The column that looks like the event time: a time that every message has, preferably one called time. */
function eventTimeOf(columns: readonly FoundColumn[]): string | null {
  const times = columns.filter(({ timeFormat }) => timeFormat !== undefined);
  const rank = ({ name, nullable }: FoundColumn) => (nullable ? 2 : 0) + (/time/i.test(name) ? 0 : 1);
  return times.toSorted((a, b) => rank(a) - rank(b))[0]?.name ?? null;
}
