export { counted } from './counted.ts';
export { csvCell, toCsv } from './csv.ts';
export { errorCode } from './error-code.ts';
export { existing } from './existing.ts';
export { escapeForYaml, isPrintable, printable, printableJson, printableLine } from './printable.ts';
export { UserError } from './user-error.ts';
