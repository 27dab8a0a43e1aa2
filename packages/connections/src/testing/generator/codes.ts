import { type CodesOf, declareCodes } from '@headrace/diagnostics';

/** Codes of what the generator's node type reports. */
export const generatorCodes = declareCodes({
  'generator/unknown-connection': {
    severity: 'error',
    title: 'The connection is no generator',
    help: 'Choose a connection whose kind is `generator`.',
  },
  'generator/name': {
    severity: 'error',
    title: 'There are no such numbers',
    help: 'Choose one of the names that the list offers.',
  },
});

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof generatorCodes> {}
}
