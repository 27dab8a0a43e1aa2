import type { Row } from '../preview/ports.ts';

/** The rows of which a field has the text, capitals or not. */
export function matching(rows: Row[], search: string): Row[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) => row.fields.some((field) => field?.toLowerCase().includes(wanted)));
}
