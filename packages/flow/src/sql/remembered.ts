/** Longer texts are not cached: they are rare and take memory. */
const longest = 10_000;

/**
 * A function of a text that remembers its last answers: within one compilation several steps ask about the same expression.
 * @param of gives an answer that nobody changes
 * @param most answers that are remembered
 */
export function remembered<T extends object>(of: (text: string) => T, most = 256): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known) return known;
    const found = of(text);
    if (text.length > longest) return found;
    answers.set(text, found);
    if (answers.size > most) forgetOldest(answers);
    return found;
  };
}

function forgetOldest(answers: Map<string, unknown>): void {
  for (const oldest of answers.keys()) {
    answers.delete(oldest);
    return;
  }
}
