export { escapeUnsafe, isPrintable, printable, printableJson, printableLine } from './printable.ts';
