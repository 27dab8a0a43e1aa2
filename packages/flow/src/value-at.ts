/** The value at a path inside any data; `undefined` where there is none. Inherited properties are no values. */
export function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let at = data;
  for (const step of path) {
    if (!isRecord(at) || !Object.hasOwn(at, step)) return undefined;
    at = at[step];
  }
  return at;
}

/** Whether a value has properties: an object or a list. */
export const isRecord = (value: unknown): value is Readonly<Record<string | number, unknown>> =>
  typeof value === 'object' && value !== null;
