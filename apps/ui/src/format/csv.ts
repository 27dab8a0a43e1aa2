/** Spreadsheets run a cell that begins like this as a formula (OWASP, CSV injection); a leading quote makes it text. */
const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** One value as a CSV cell (RFC 4180), harmless when a spreadsheet opens it. */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = formula.test(value) && !number.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole file, header first, CRLF between lines as RFC 4180 has it. */
export function toCsv(header: readonly string[], rows: Iterable<readonly (string | null)[]>): string {
  const lines = [header.map(csvCell).join(',')];
  for (const row of rows) lines.push(row.map(csvCell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}
