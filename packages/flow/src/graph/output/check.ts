import type { Diagnostic, DiagnosticCode } from '../../diagnostic.ts';
import type { OutputProperties } from '../../document/schema.ts';
import { sqlName } from '../../sql/quote.ts';
import { findColumn, nearestColumn } from '../named-column.ts';
import type { Relation } from '../relation.ts';
import { isIdentity } from './apply.ts';
import { newName } from './edits.ts';
import { projectedColumns, type Shape } from './projection.ts';

/** Reports unknown names, names that two output properties share, and outputs without a property. */
export function checkOutput(
  node: string,
  outputs: Readonly<Record<string, Relation>>,
  output: OutputProperties | undefined,
): Diagnostic[] {
  if (!output || isIdentity(output)) return [];
  const relations = Object.values(outputs);
  const found: Diagnostic[] = [];
  const add = (severity: 'error' | 'warning', code: DiagnosticCode, message: string, path: (string | number)[]) =>
    found.push({ code, severity, message, place: { node, path: ['output', ...path] } });
  const known = (name: string, path: (string | number)[]) => {
    const column = relations.map((r) => findColumn(r, name)).find((c) => c !== undefined);
    if (column) return column;
    const guess = nearestColumn(relations, name);
    const hint = guess === undefined ? 'It has no effect; remove the entry.' : `Did you mean '${guess}'?`;
    add('warning', 'output/unknown-property', `There is no property '${name}' here. ${hint}`, path);
    return undefined;
  };
  for (const [i, name] of (output.remove ?? []).entries()) known(name, ['remove', i]);
  for (const [name, to] of Object.entries(output.rename ?? {})) {
    const column = known(name, ['rename', name]);
    if (newName(name, column?.path ?? [name], to).name === '')
      add('error', 'output/empty-name', `'${name}' gets an empty name. Write its new name.`, ['rename', name]);
  }
  for (const relation of relations) {
    const after = projectedColumns(relation, output);
    const twice = repeated(after.map((k) => k.as));
    if (twice !== undefined)
      add('error', 'output/same-name', `Two output properties are called '${twice}'. Rename one of them.`, ['rename']);
    for (const { row, name } of after.flatMap((k) => repeatedFields(k.shape)))
      add('error', 'output/same-name', `Two fields of '${row}' are called '${name}'. Rename one of them.`, ['rename']);
    if (after.length === 0) add('error', 'output/nothing-left', 'No property is left. Keep at least one.', ['remove']);
  }
  return found;
}

/** The first name that equals an earlier one in SQL. */
function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => {
    const inSql = sqlName(name);
    const isRepeated = seen.has(inSql);
    seen.add(inSql);
    return isRepeated;
  });
}

function repeatedFields(shape: Shape): { row: string; name: string }[] {
  if (shape.kind !== 'row') return [];
  const name = repeated(shape.fields.map((f) => f.name));
  const own = name === undefined ? [] : [{ row: shape.path.join('.'), name }];
  return [...own, ...shape.fields.flatMap((f) => repeatedFields(f.shape))];
}
