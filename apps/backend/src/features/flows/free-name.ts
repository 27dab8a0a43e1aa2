/** The name itself when it is free, else with the first number that is: `orders-2`, `orders-3`. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/-\d+$/, '') || wanted;
  for (let n = 2; ; n++) {
    const name = `${stem}-${n}`;
    if (!taken.has(name)) return name;
  }
}
