import { type ColumnChoice, literalOf, valueExpression } from '@headrace/flow';

/** Recent values of a column, or of a field inside one, that can be written as its literals. */
export function recentOf(
  column: readonly string[],
  choices: readonly ColumnChoice[],
  recent: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  const [name = '', ...fields] = column;
  const type = choices.find((choice) => samePath(choice.path, column))?.type;
  const values = (recent[name] ?? []).flatMap((value) => fieldIn(value, fields) ?? []);
  return [...new Set(values)].filter((value) => valueExpression(literalOf(type, value)) !== undefined);
}

export const samePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((step, i) => step === b[i]);

/** A nested column's value comes as JSON. */
function fieldIn(value: string, fields: readonly string[]): string | undefined {
  if (fields.length === 0) return value;
  try {
    const found = fields.reduce(
      (part: unknown, step) => (part as Record<string, unknown> | null)?.[step],
      JSON.parse(value),
    );
    return found === null || found === undefined || typeof found === 'object' ? undefined : String(found);
  } catch {
    return undefined;
  }
}
