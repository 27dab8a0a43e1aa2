/** So many things are named in a sentence. */
const most = 3;

/** The first of a list in words, and how many more there are. */
export function firstOf(all: readonly string[], between = ', '): string {
  const more = all.length > most ? ` and ${all.length - most} more` : '';
  return `${all.slice(0, most).join(between)}${more}`;
}
