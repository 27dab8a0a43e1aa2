import type { Row } from '../preview/ports.ts';

/** A field as people read it: one that came cut says how long it is. Null where there is no value. */
export function shownField({ fields, cut }: Pick<Row, 'fields' | 'cut'>, index: number): string | null {
  const field = fields[index] ?? null;
  const length = cut?.[index];
  if (field === null || length === undefined) return field;
  return `${field}… ${length.toLocaleString('en-US')} characters in all`;
}
