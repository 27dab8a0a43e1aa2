import { type Column, type DataType, type Expression, nearest, type Relation, type Report } from '@headrace/flow';

/** A column that a person named: `quantity`, or `product.id` inside a nested property. */
export interface NamedColumn {
  readonly expression: Expression;
  readonly type: DataType | undefined;
  /** A flat name for results: `product_id`. */
  readonly flat: string;
}

/**
 * Finds a column by the name a person wrote: a whole column first, since names may have dots, then a path into a nested
 * one. Undefined when there is none.
 */
export function findColumn(relation: Relation, name: string): NamedColumn | undefined {
  const whole = columnNamed(relation, name);
  if (whole) return { expression: { kind: 'column', path: [name] }, type: whole.type, flat: name };
  const steps = name.split('.');
  for (let i = steps.length - 1; i > 0; i--) {
    const root = columnNamed(relation, steps.slice(0, i).join('.'));
    if (!root) continue;
    const type = fieldType(root.type, steps.slice(i));
    if (type === 'none') return undefined;
    return { expression: { kind: 'column', path: [root.name, ...steps.slice(i)] }, type, flat: steps.join('_') };
  }
  return undefined;
}

export function columnNamed(relation: Relation, name: string): Column | undefined {
  return relation.columns.find((c) => c.name === name);
}

/** The type at a path inside a row; `none` when the row is known not to have it. */
function fieldType(type: DataType | undefined, path: readonly string[]): DataType | undefined | 'none' {
  let at = type;
  for (const step of path) {
    if (at === undefined) return undefined;
    if (at.kind !== 'row') return 'none';
    const field = at.fields.find((f) => f.name === step);
    if (!field) return 'none';
    at = field.type;
  }
  return at;
}

/** As `findColumn`, reporting what is not there with the nearest name as a fix. */
export function requireColumn(
  relation: Relation,
  name: string,
  report: Report,
  path: readonly (string | number)[],
): NamedColumn | undefined {
  const found = findColumn(relation, name);
  if (found) return found;
  const names = relation.columns.map((c) => c.name);
  const guess = nearest(name, names);
  report({
    code: 'node/unknown-property',
    message: `There is no property '${name}' in the input. ${guess === undefined ? `It has ${list(names)}.` : `Did you mean '${guess}'?`}`,
    path,
    ...(guess === undefined ? {} : { fix: { title: `Use '${guess}'`, value: guess } }),
  });
  return undefined;
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'no properties';
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
}

export function isTime(type: DataType | undefined): boolean {
  return type?.kind === 'sized' && type.name.startsWith('TIMESTAMP');
}

export function isText(type: DataType | undefined): boolean {
  return (type?.kind === 'simple' && type.name === 'STRING') || (type?.kind === 'sized' && /CHAR/.test(type.name));
}

export function isNumber(type: DataType | undefined): boolean {
  if (type?.kind === 'decimal') return true;
  return type?.kind === 'simple' && ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE'].includes(type.name);
}

/** Reports names that occur twice. */
export function checkTwice(
  names: readonly string[],
  report: Report,
  pathOf: (index: number) => (string | number)[],
): void {
  names.forEach((name, i) => {
    if (names.indexOf(name) !== i)
      report({
        code: 'node/same-name',
        message: `Two properties are called '${name}'. Rename one of them.`,
        path: pathOf(i),
      });
  });
}

/** A name that is free among those taken: the wish itself, or with a number. */
export function freeName(wish: string, taken: readonly string[]): string {
  if (!taken.includes(wish)) return wish;
  for (let i = 2; ; i++) if (!taken.includes(`${wish}_${i}`)) return `${wish}_${i}`;
}
