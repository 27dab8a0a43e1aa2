import { type CodesOf, declareCodes } from '@headrace/diagnostics';
import { yamlCodes } from '@headrace/yaml/codes';
import { conditionCodes } from './condition/codes.ts';
import { documentCodes } from './document/codes.ts';
import { expressionCodes } from './expressions/codes.ts';
import { graphCodes } from './graph/codes.ts';
import { planCodes } from './plan/codes.ts';
import { plannerCodes } from './planner/codes.ts';

/** Codes of the file that lists the registered connections. */
export const connectionsCodes = declareCodes({
  'connections/invalid': {
    severity: 'error',
    title: 'The file of connections has an error',
    help: 'The file is a list of connections, each with `name`, `kind` and its addresses. The page *Connections* describes all keys. Only an administrator can correct it.',
  },
});

/** What is known of each code of the compiler. The compiler needs only its type: help is loaded where it is shown. */
export const flowCodes = {
  ...yamlCodes,
  ...documentCodes,
  ...connectionsCodes,
  ...graphCodes,
  ...expressionCodes,
  ...conditionCodes,
  ...plannerCodes,
  ...planCodes,
};

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof flowCodes> {}
}
