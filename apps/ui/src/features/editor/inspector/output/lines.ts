import { type DataType, findColumn, newName, type OutputProperties, type Relation } from '@headrace/flow';
import { existing } from '@headrace/text';

/** A property of a node, or a field in it, before and after output properties. */
export interface OutputLine {
  /** As output properties name it: a property's name, or the path of a field. */
  readonly name: string;
  /** Its own name, without the path. */
  readonly label: string;
  readonly kind: 'property' | 'field' | 'lifted';
  readonly as: string;
  readonly removed: boolean;
  /** It was not removed, and something is left of it. */
  readonly leaves: boolean;
  /** False where another property has the name that the path would be: then nothing can be done to the field. */
  readonly reachable: boolean;
  readonly type: DataType | undefined;
  /** What stays in it, and what was removed from it; fields lifted out of it are lines of their own. */
  readonly fields: readonly OutputLine[];
}

/** In the order in which they leave; removed ones where they would have been, lifted fields among the properties. */
export function outputLines(relation: Relation, output: OutputProperties): OutputLine[] {
  const lines = relation.columns.flatMap(({ name, type }) => {
    const lifted: OutputLine[] = [];
    return [lineOf(relation, output, [name], type, lifted), ...lifted];
  });
  const place = new Map((output.order ?? []).map((name, i) => [name, i]));
  const rank = (line: OutputLine) => place.get(line.as) ?? place.size;
  return lines
    .map((line, i) => ({ line, i }))
    .sort((a, b) => rank(a.line) - rank(b.line) || a.i - b.i)
    .map(({ line }) => line);
}

function lineOf(
  relation: Relation,
  output: OutputProperties,
  path: readonly string[],
  type: DataType | undefined,
  lifted: OutputLine[],
): OutputLine {
  const name = path.join('.');
  const label = existing(path.at(-1));
  const found = findColumn(relation, name)?.path ?? [];
  const reachable = found.length === path.length && found.every((step, i) => step === path[i]);
  const to = reachable && Object.hasOwn(output.rename ?? {}, name) ? output.rename?.[name] : undefined;
  const renamed = to === undefined ? undefined : newName(name, path, to);
  const fields = type?.kind === 'row' ? type.fields : [];
  const inside: OutputLine[] = [];
  const below = fields.map((f) => lineOf(relation, output, [...path, f.name], f.type, inside));
  const left = below.filter((line) => line.kind !== 'lifted');
  const removed = reachable && (output.remove ?? []).includes(name);
  const line: OutputLine = {
    name,
    label,
    kind: path.length === 1 ? 'property' : renamed?.kind === 'lifted' ? 'lifted' : 'field',
    as: renamed?.name ?? label,
    removed,
    leaves: !removed && (fields.length === 0 || left.some((f) => f.leaves)),
    reachable,
    type,
    fields: left,
  };
  lifted.push(...(line.kind === 'lifted' ? [line] : []), ...inside);
  return line;
}

/** Whether it, or something that was in it, can be kept again; what was lifted out of it is elsewhere. */
export const canReturn = (line: OutputLine): boolean => line.removed || line.fields.some(canReturn);
