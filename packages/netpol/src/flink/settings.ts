import { isObject } from '../read/report.ts';

/** A Flink configuration flat: `taskmanager.data.port` to its text, with the path at which each was written. */
export type FlinkSettings = ReadonlyMap<string, { readonly text: string; readonly path: readonly string[] }>;

/**
 * Flattens `flinkConfiguration`: keys written flat (`rest.port: "8081"`), nested (`rest: {port: 8081}`), or both mixed,
 * as the Flink operator takes them. Without recursion, and each name is built once: the input is untrusted.
 */
export function flatten(value: unknown): FlinkSettings {
  const found = new Map<string, { text: string; path: readonly string[] }>();
  const open: { value: unknown; path: readonly string[] }[] = [{ value, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { path } = next;
    if (isObject(next.value)) {
      // Backwards onto the stack, so that the last one written wins of two that flatten to one name.
      for (const [key, inner] of Object.entries(next.value).reverse())
        open.push({ value: inner, path: [...path, key] });
      continue;
    }
    const text = textOf(next.value);
    if (text !== undefined && path.length > 0) found.set(path.join('.'), { text, path });
  }
  return found;
}

/** A value as Flink gets it. What is nested in a list has no text: nothing of Flink is written so. */
export function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.flatMap((v) => (typeof v === 'object' ? [] : String(v))).join();
  return typeof value === 'object' ? undefined : String(value);
}
