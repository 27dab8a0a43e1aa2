const prefix = 'headrace.';

/** What this browser remembers for itself (panel sizes, theme); a full or forbidden storage only means not remembered. */
export function readSetting<T>(name: string, fallback: T): T {
  try {
    const text = localStorage.getItem(prefix + name);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Returns whether it was kept. */
export function writeSetting(name: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
