/**
 * Who may reach whom as a matrix: a row for each port of each target, a column for each caller, and the evaluator that explains a
 * cell. The page and the command line show the same.
 */
export { anyone, isAnyone, isSameEndpoint, type MatrixEndpoint } from './endpoints.ts';
export { generatedFile } from './generated-file.ts';
export {
  type Grid,
  type GridCaller,
  type GridCell,
  type GridRow,
  type GridState,
  gridStates,
  listBound,
  portText,
} from './grid.ts';
export { gridOf } from './grid-of.ts';
export { type Asked, filesInput, installationInput } from './input-of.ts';
export type { MatrixInput } from './matrix-input.ts';
export { type AskedPorts, anyoneName, type EvaluatedConnection, PolicyEvaluator } from './policy-evaluator.ts';
