import type { OutputProperties } from '../../document/schema.ts';
import type { Expression, Query } from '../../sql/tree.ts';
import type { Changelog, Relation } from '../relation.ts';
import { isWhole, projectedColumns, type Shape, shapeType } from './projection.ts';

/** Nothing is removed, renamed or reordered. */
export function isIdentity(output: OutputProperties | undefined): boolean {
  if (!output) return true;
  return !output.remove?.length && !output.order?.length && Object.keys(output.rename ?? {}).length === 0;
}

/** Whether output properties change fields of a row whose type the planner has not determined yet. */
export function needsPlanner(relation: Relation, output: OutputProperties | undefined): boolean {
  return (
    output !== undefined &&
    !isIdentity(output) &&
    projectedColumns(relation, output).some((k) => k.shape.kind === 'unknown')
  );
}

/**
 * The relation after output properties. Event time and keys are renamed or removed with their columns. A key whose fields
 * changed is removed, since it may no longer be unique.
 */
export function applyOutput(relation: Relation, output: OutputProperties | undefined): Relation {
  if (!output || isIdentity(output)) return relation;
  const columns = projectedColumns(relation, output);
  const renamed = (name: string) => columns.find((k) => isWhole(k, name))?.as;
  const eventTime = relation.eventTime === undefined ? undefined : renamed(relation.eventTime);
  return {
    columns: columns.map(({ as, shape }) => {
      const type = shapeType(shape);
      return { name: as, ...(type ? { type } : {}) };
    }),
    changelog: renamedKey(relation.changelog, renamed),
    ...(eventTime === undefined ? {} : { eventTime }),
  };
}

function renamedKey(changelog: Changelog, renamed: (name: string) => string | undefined): Changelog {
  if (changelog.mode === 'append' || changelog.key === undefined) return changelog;
  const key = changelog.key.map(renamed);
  return key.every((k) => k !== undefined) ? { mode: 'retract', key } : { mode: 'retract' };
}

/**
 * The query after output properties.
 * @param relation with the types of all rows in which something is done, see `needsPlanner`
 */
export function projectOutput(query: Query, relation: Relation, output: OutputProperties | undefined): Query {
  if (!output || isIdentity(output)) return query;
  return {
    kind: 'select',
    items: projectedColumns(relation, output).map((k) => ({
      expression: expressionOf(k.shape),
      ...(isWhole(k, k.as) ? {} : { as: k.as }),
    })),
    from: { kind: 'query', query, alias: aliasFor(relation) },
  };
}

/** An alias that is no column's name too, so that `a`.`b` can only be field b of column a. */
function aliasFor({ columns }: Relation): string {
  let alias = 'all_columns';
  while (columns.some((c) => c.name === alias)) alias += '_';
  return alias;
}

/**
 * Flink cannot remove a field from a row, and ROW(…) alone gives fields no names. A row that is NULL stays NULL and does not
 * become a row of NULLs.
 */
function expressionOf(shape: Shape): Expression {
  const value: Expression = { kind: 'column', path: shape.path };
  const type = shapeType(shape);
  if (shape.kind !== 'row' || !type) return value;
  const row: Expression = { kind: 'call', name: 'ROW', args: shape.fields.map((f) => expressionOf(f.shape)) };
  return {
    kind: 'case',
    branches: [{ when: { kind: 'is', what: 'NULL', operand: value }, value: { kind: 'null' } }],
    otherwise: { kind: 'cast', operand: row, type },
  };
}
