import type { Column, OutputProperties } from '@headrace/flow';

/** A property of a node before and after its output properties. */
export interface OutputLine {
  readonly name: string;
  readonly as: string;
  readonly kept: boolean;
  readonly column: Column;
}

/** In the order in which they leave; removed ones where they would have been. */
export function outputLines(columns: readonly Column[], output: OutputProperties): OutputLine[] {
  const removed = new Set(output.remove);
  const lines = columns.map((column) => {
    const as = output.rename?.[column.name] ?? column.name;
    return { name: column.name, as, kept: !removed.has(column.name), column };
  });
  const place = new Map((output.order ?? []).map((name, i) => [name, i]));
  const rank = (line: OutputLine) => place.get(line.as) ?? place.size;
  return lines
    .map((line, i) => ({ line, i }))
    .sort((a, b) => rank(a.line) - rank(b.line) || a.i - b.i)
    .map(({ line }) => line);
}

export function toggleLine(output: OutputProperties, name: string): OutputProperties {
  const remove = output.remove ?? [];
  return { ...output, remove: remove.includes(name) ? remove.filter((n) => n !== name) : [...remove, name] };
}

/** The order goes by new names, so it follows. */
export function renameLine(output: OutputProperties, name: string, as: string): OutputProperties {
  const { [name]: old, ...others } = output.rename ?? {};
  const before = old ?? name;
  const order = output.order?.map((n) => (n === before ? as : n));
  return { ...output, rename: as === name ? others : { ...others, [name]: as }, ...(order ? { order } : {}) };
}

export function moveLine(
  output: OutputProperties,
  lines: readonly OutputLine[],
  i: number,
  step: 1 | -1,
): OutputProperties {
  const names = lines.map((line) => line.as);
  const [name] = names.splice(i, 1);
  if (name !== undefined) names.splice(i + step, 0, name);
  return { ...output, order: names };
}
