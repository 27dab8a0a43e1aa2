/** A JSON value whose numbers keep how they were written: `41.0` is a decimal though its value is whole. */
export type Json = null | boolean | string | WrittenNumber | readonly Json[] | { readonly [name: string]: Json };

export class WrittenNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type JsonObject = { readonly [name: string]: Json };

/**
 * The events of a message: a JSON object is one, of a list of objects each is one. `undefined` for whatever else a message
 * holds, also for a list with something else in it: a message is read whole or not at all.
 */
export function parseEvents(
  text: string,
): { readonly events: readonly JsonObject[]; readonly isList: boolean } | undefined {
  try {
    const value: Json = JSON.parse(text, (_, inner: unknown, { source }: { source?: string } = {}) =>
      typeof inner === 'number' ? new WrittenNumber(source ?? String(inner)) : inner,
    );
    if (isObject(value)) return { events: [value], isList: false };
    return isArray(value) && value.every(isObject) ? { events: value, isList: true } : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber);
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** A value as short text for people: strings bare, the rest as JSON. */
export function exampleOf(value: Json): string {
  const text = typeof value === 'string' ? value : stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function stringify(value: Json): string {
  if (value instanceof WrittenNumber) return value.text;
  if (isArray(value)) return `[${value.map(stringify).join(',')}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([name, inner]) => `${JSON.stringify(name)}:${stringify(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}
