import { type CodesOf, declareCodes } from '@headrace/diagnostics';

/** Codes of files that cannot be read as YAML or JSON. */
export const yamlCodes = declareCodes({
  'document/syntax': {
    severity: 'error',
    title: 'The file is not valid YAML',
    help: `The file cannot be read from this place on. Frequent causes are a value with a colon or a \`#\` that is not in quotes, a tab
in the indentation, a key that is there twice, and a second document behind a line of \`---\`.

    description: "Orders: all regions"   # a value with a colon needs quotes`,
  },
  'document/aliases': {
    severity: 'error',
    title: 'Aliases expand to too much text',
    help: `An alias (\`*name\`) stands for a copy of the value that has the anchor \`&name\`. Aliases of aliases multiply, so a small file
can stand for a very large one. Write the values out.`,
  },
  'document/too-large': {
    severity: 'error',
    title: 'The file is too large',
    help: 'The file has more characters than are read of this kind of file. Check that it is the right file, or split it.',
  },
  'document/too-deep': {
    severity: 'error',
    title: 'The file is nested too deep',
    help: 'Mappings and lists stand in each other at more levels than this kind of file can need. Check that it is the right file.',
  },
  'document/not-to-kubectl': {
    severity: 'error',
    title: 'kubectl reads this text differently or not at all',
    help: `Flows and policies are kept beside files that kubectl applies. Where kubectl refuses a text, or takes it for another value
than other readers do, the file is refused, so that it means the same to every reader. The message says how to write it.`,
  },
});

export type YamlCode = keyof typeof yamlCodes;

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof yamlCodes> {}
}
