import type { CodesOf } from '@headrace/diagnostics';
import { yamlCodes } from '@headrace/yaml/codes';
import { documentCodes } from './document/codes.ts';
import { expressionCodes } from './expressions/codes.ts';
import { graphCodes } from './graph/codes.ts';
import { planCodes } from './plan/codes.ts';
import { plannerCodes } from './planner/codes.ts';

/** All codes of the compiler. The compiler imports only their type; help is loaded where it is shown. */
export const flowCodes = {
  ...yamlCodes,
  ...documentCodes,
  ...graphCodes,
  ...expressionCodes,
  ...plannerCodes,
  ...planCodes,
};

declare module '@headrace/diagnostics' {
  interface DiagnosticCodes extends CodesOf<typeof flowCodes> {}
}
