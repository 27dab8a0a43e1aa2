import { type CodesOf, declareCodes } from '@headrace/diagnostics';

/** Codes of the file that lists the registered connections. */
export const connectionCodes = declareCodes({
  'connections/invalid': {
    severity: 'error',
    title: 'The file of connections has an error',
    help: 'The file is a list of connections, each with `name`, `kind` and its addresses. The page *Connections* describes all keys. Only an administrator can correct it.',
  },
});

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof connectionCodes> {}
}
