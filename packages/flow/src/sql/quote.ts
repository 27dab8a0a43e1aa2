/**
 * The only places where a name or a value of a person becomes SQL text. Both are total: whatever comes in, exactly one
 * identifier or one literal comes out.
 * Source: Calcite's Lex.JAVA, which Flink's parser uses: identifiers in backticks, a backtick inside doubled, no line
 * breaks; texts in apostrophes, an apostrophe inside doubled.
 */
export function quoteIdentifier(name: string): string {
  return `\`${sqlName(name).replaceAll('`', '``')}\``;
}

/**
 * The name as SQL can hold it. Flink's lexer ends an identifier at a line break, and an empty one is none: control
 * characters become their visible pictures (U+2400 …), lone surrogates the replacement character, nothing becomes `␀`,
 * and a name of blanks alone, which Flink refuses, is shown as `␠`.
 */
export function sqlName(name: string): string {
  if (/^ *[!-~][ -~]*$/.test(name)) return name;
  if (name === '') return '\u2400';
  const shown = Array.from(name.toWellFormed(), visible).join('');
  return shown.trim() === '' ? shown.replace(/\s/gu, '\u2420') : shown;
}

function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return (code >= 0x7f && code <= 0x9f) || code === 0x2028 || code === 0x2029 ? '\u2421' : character;
}

/** A text literal. Lone surrogates, which UTF-8 cannot carry, become the replacement character. */
export function quoteString(value: string): string {
  return `'${value.toWellFormed().replaceAll("'", "''")}'`;
}

/** A number literal; Infinity and NaN have none in SQL. */
export function quoteNumber(value: number): string {
  if (!Number.isFinite(value)) return 'NULL';
  return value < 0 ? `(${value})` : String(value);
}

/** A number literal with all the digits that were written; what is no number has none. */
export function quoteDecimal(digits: string): string {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(digits) ? digits : 'NULL';
}

const intervalUnits = [
  ['DAY', 86_400_000],
  ['HOUR', 3_600_000],
  ['MINUTE', 60_000],
  ['SECOND', 1_000],
] as const;

/**
 * An INTERVAL literal of whole milliseconds, in the largest unit that fits without a remainder. The leading precision is
 * written out, since Flink's default of two digits refuses `'100' SECOND`.
 */
export function quoteInterval(milliseconds: number): string {
  const ms = Math.abs(Math.trunc(milliseconds));
  const sign = milliseconds < 0 ? '-' : '';
  for (const [unit, size] of intervalUnits)
    if (ms >= size && ms % size === 0) {
      const n = String(ms / size);
      return `INTERVAL ${sign}'${n}' ${unit}${n.length > 2 ? `(${n.length})` : ''}`;
    }
  const seconds = String(Math.trunc(ms / 1000));
  const fraction = String(ms % 1000).padStart(3, '0');
  return `INTERVAL ${sign}'${seconds}.${fraction}' SECOND(${Math.max(2, seconds.length)}, 3)`;
}
