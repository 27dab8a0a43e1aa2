/** What programs look past before they decide that a cell is a formula: blanks, controls, characters that show nothing, quotes. */
const skipped = /[\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}"']/u;

/**
 * Signs that begin a formula or a command, with those that become them by compatibility (NFKC), as East Asian input has them: `=`, `+`, `-`,
 * `@`, `|` and `%`.
 */
const sign =
  /[=+\-@|%\u207a-\u207c\u208a-\u208c\u2212\ufb29\ufe62\ufe63\ufe66\ufe6a\ufe6b\uff05\uff0b\uff0d\uff1d\uff20\uff5c]/;

/** Where a cell begins: at the beginning, and behind what another program may take for its end, which splits at `;` or tabs where we do not. */
const begins = /[,;\t\r\n]/;

const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * A text in which no program finds a formula: a `'` stands before each, and makes it a text. Numbers stay numbers. One pass: a
 * regular expression would look past the same blanks from each of them again.
 */
function withoutFormulas(value: string): string {
  if (number.test(value)) return value;
  let safe = '';
  let copied = 0;
  // Where the last cell begins, while its first visible character is still to come.
  let cell: number | undefined = 0;
  let onlySkipped = true;
  let at = 0;
  for (const c of value) {
    if (cell !== undefined && sign.test(c)) {
      if (onlySkipped && cell > 0) safe = "'";
      safe += `${value.slice(copied, cell)}'`;
      copied = cell;
    }
    if (begins.test(c)) cell = at + 1;
    else if (!skipped.test(c)) {
      cell = undefined;
      onlySkipped = false;
    }
    at += c.length;
  }
  return safe + value.slice(copied);
}

/**
 * One value as a CSV cell (RFC 4180) that no spreadsheet runs when it opens the file.
 * Source: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = withoutFormulas(value);
  return /[",;\t\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole file, header first, CRLF between lines as RFC 4180 has it. */
export function toCsv(header: readonly string[], rows: Iterable<readonly (string | null)[]>): string {
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
