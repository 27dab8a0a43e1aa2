export { csvCell, toCsv } from './csv.ts';
export { escapeUnsafe, isPrintable, printable, printableJson, printableLine } from './printable.ts';
