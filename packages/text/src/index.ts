export { csvCell, toCsv } from './csv.ts';
export { escapeForYaml, isPrintable, printable, printableJson, printableLine } from './printable.ts';
