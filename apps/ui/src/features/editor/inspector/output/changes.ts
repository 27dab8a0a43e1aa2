import type { OutputProperties } from '@headrace/flow';
import { freeName } from '../../document/names.ts';
import type { OutputLine } from './lines.ts';

/** Removes what leaves. What does not is kept again: itself, or all the fields that were removed from it. */
export function toggleLine(output: OutputProperties, line: OutputLine): OutputProperties {
  const remove = output.remove ?? [];
  if (line.leaves) return { ...output, remove: [...remove, line.name] };
  const back = new Set(line.removed ? [line.name] : namesIn(line));
  return { ...output, remove: remove.filter((n) => !back.has(n)) };
}

const namesIn = (line: OutputLine): string[] => [line.name, ...line.fields.flatMap(namesIn)];

/** Another name for a property, or for a field where it is. The order goes by new names, so it follows. */
export function renameLine(output: OutputProperties, line: OutputLine, as: string): OutputProperties {
  const { [line.name]: _, ...others } = output.rename ?? {};
  const order = output.order?.map((n) => (line.kind !== 'field' && n === line.as ? as : n));
  const to = line.kind === 'field' ? rowOf(line) + as : as;
  const rename = to === line.name ? others : { ...others, [line.name]: to };
  return { ...output, rename, ...(order ? { order } : {}) };
}

/** The path of the row that a field is in, with the dot behind it. */
const rowOf = (line: OutputLine) => line.name.slice(0, line.name.length - line.label.length);

/** Makes a field a property of its own, under its own name where that is free. */
export function liftLine(output: OutputProperties, line: OutputLine, lines: readonly OutputLine[]): OutputProperties {
  const wanted = line.label.startsWith(rowOf(line)) ? line.label.replaceAll('.', ' ') : line.label;
  const to = freeName((name) => lines.some((l) => l.as === name), wanted);
  return { ...output, rename: { ...output.rename, [line.name]: to } };
}

/** Its own name and place again. */
export function restoreLine(output: OutputProperties, line: OutputLine): OutputProperties {
  const { [line.name]: _, ...rename } = output.rename ?? {};
  const order = output.order?.flatMap((n) => (n !== line.as ? n : line.kind === 'property' ? line.name : []));
  return { ...output, rename, ...(order && line.kind !== 'field' ? { order } : {}) };
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
