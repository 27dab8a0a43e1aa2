/** Reads `?a=1&b=x` as texts, the last of those that are called the same. A broken escape is no reason to fail. */
export function parseSearch(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

/** Writes `?a=1&b=x`, without what is undefined; nothing for nothing. A comma is easier to read as it is. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) if (value !== undefined) params.set(key, String(value));
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
