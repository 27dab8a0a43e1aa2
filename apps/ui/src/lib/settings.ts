import type * as z from 'zod';

const prefix = 'headrace.';

/**
 * Reads what this browser remembers for itself (panel sizes, theme).
 * @param fallback where nothing is remembered, what is remembered is not what `schema` describes (an older program wrote it, or
 * a person), or the storage is forbidden
 */
export function readSetting<T>(name: string, schema: z.ZodType<T>, fallback: T): T {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? fallback : schema.parse(JSON.parse(text));
  } catch {
    return fallback;
  }
}

/** A full or forbidden storage only means that nothing is remembered. @returns whether it was kept */
export function writeSetting(name: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
