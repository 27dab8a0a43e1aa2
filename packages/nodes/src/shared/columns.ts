import { type DataType, findColumn, type NamedColumn, nearestColumn, type Relation, type Report } from '@headrace/flow';

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
  const guess = nearestColumn([relation], name);
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
