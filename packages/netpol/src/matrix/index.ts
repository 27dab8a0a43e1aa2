/**
 * Who may reach whom as a matrix: a row for each port of each target, a column for each caller, and the judge who explains a
 * cell. The page and the command line show the same.
 */
export { anyone, isAnyone, type PageEnd, sameEnd } from './ends.ts';
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
export { type AskedPorts, anyoneName, Judge, type Judgement } from './judge.ts';
export type { Scene } from './scene.ts';
export { type Asked, filesScene, installationScene } from './scene-of.ts';
