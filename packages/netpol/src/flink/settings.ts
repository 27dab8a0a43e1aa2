import { isObject } from '../read/report.ts';

/** A Flink configuration flat: `taskmanager.data.port` to its text, with the path at which each was written. */
export type FlinkSettings = ReadonlyMap<string, { readonly text: string; readonly path: readonly string[] }>;

/**
 * Flattens `flinkConfiguration`: keys written flat (`rest.port: "8081"`), nested (`rest: {port: 8081}`), or both mixed,
 * as the Flink operator takes them.
 */
export function flatten(value: unknown, path: readonly string[] = []): FlinkSettings {
  const found = new Map<string, { text: string; path: readonly string[] }>();
  if (!isObject(value)) return found;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (isObject(inner)) for (const [name, setting] of flatten(inner, here)) found.set(`${key}.${name}`, setting);
    else if (inner !== null && inner !== undefined) found.set(key, { text: String(inner), path: here });
  }
  return found;
}
