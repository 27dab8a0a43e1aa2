/** The wanted name, or the first of `name 2`, `name 3`, … that is free. */
export function freeName(taken: (name: string) => boolean, wanted: string): string {
  if (!taken(wanted)) return wanted;
  const base = wanted.replace(/ \d+$/, '');
  for (let n = 2; ; n++) {
    const name = `${base} ${n}`;
    if (!taken(name)) return name;
  }
}
