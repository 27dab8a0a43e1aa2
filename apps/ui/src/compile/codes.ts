import { type CodesOf, declareCodes } from '@headrace/diagnostics';

/** Codes of flows that could not be compiled in the browser. */
export const compilerCodes = declareCodes({
  'compiler/failed': {
    severity: 'error',
    title: 'An error in Headrace stopped the compiler',
    help: 'This is a fault of Headrace and not of the flow. What is shown was found before the last change. Undo that change to go on, and report the message together with the flow.',
  },
  'compiler/timeout': {
    severity: 'error',
    title: 'Compiling the flow took too long',
    help: 'The compiler was stopped, and begins again with the next change. If the message stays, split the flow.',
  },
  'compiler/lost': {
    severity: 'error',
    title: 'The compiler ended unexpectedly',
    help: 'The browser may have been short of memory. The compiler starts again with the next change. If the message stays, reload the page; nothing that was saved is lost.',
  },
});

export type CompilerCode = keyof typeof compilerCodes;

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof compilerCodes> {}
}
