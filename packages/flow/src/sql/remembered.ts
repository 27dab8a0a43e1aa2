/** Longer texts are not cached: they are rare and take memory. */
const longest = 10_000;

/**
 * A function of a text that remembers its last answers: within one compilation several steps ask about the same expression.
 * @param of gives an answer that nobody changes
 * @param most answers that are surely remembered; of as many before them some are
 */
export function remembered<T extends object>(of: (text: string) => T, most = 128): (text: string) => T {
  // Two halves instead of single removals: looking for the oldest entry of a map takes time by those that were removed.
  let newer = new Map<string, T>();
  let older = new Map<string, T>();
  return (text) => {
    const known = newer.get(text);
    if (known) return known;
    const found = older.get(text) ?? of(text);
    if (text.length > longest) return found;
    if (newer.size >= most) {
      older = newer;
      newer = new Map();
    }
    newer.set(text, found);
    return found;
  };
}
