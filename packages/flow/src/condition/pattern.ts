/** The operators that people know in place of LIKE's patterns. */
export type Pattern = 'CONTAINS' | 'STARTS WITH' | 'ENDS WITH' | 'LIKE';

/**
 * The pattern of LIKE that finds a text as it is. Without ESCAPE a backslash stands for itself in Flink, so it is an
 * escape only where the text has a `%` or `_`.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/functions/systemfunctions/
 */
export function printPattern(operator: Pattern, text: string): { pattern: string; escape?: string } {
  if (operator === 'LIKE') return { pattern: text };
  const escapes = /[%_]/.test(text);
  const plain = escapes ? text.replace(/[%_\\]/g, '\\$&') : text;
  const pattern = `${operator === 'STARTS WITH' ? '' : '%'}${plain}${operator === 'ENDS WITH' ? '' : '%'}`;
  return { pattern, ...(escapes && { escape: '\\' }) };
}

/** Reads a pattern back; `undefined` where escapes stand in it that are not of the form above. */
export function readPattern(pattern: string, escapedBy?: string): { operator: Pattern; text: string } | undefined {
  const form =
    escapedBy === undefined
      ? /^(%?)([^%_]+)(%?)$/
      : escapedBy === '\\'
        ? /^(%?)((?:[^%_\\]|\\[%_\\])+)(%?)$/
        : undefined;
  const [, before, plain, after] = form?.exec(pattern) ?? [];
  const operator = before ? (after ? 'CONTAINS' : 'ENDS WITH') : after ? 'STARTS WITH' : undefined;
  if (operator && plain)
    return { operator, text: escapedBy === undefined ? plain : plain.replace(/\\([%_\\])/g, '$1') };
  return escapedBy === undefined ? { operator: 'LIKE', text: pattern } : undefined;
}
