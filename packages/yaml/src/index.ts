export type { YamlCode } from './codes.ts';
export type { Differing } from './contents.ts';
export { nodeData, toData } from './data.ts';
export type { YamlFault } from './fault.ts';
export { type Position, pairAt, positionAt, positionIn, positionOf } from './position.ts';
export { documentOf, printDocument, toSafeYaml, toYaml } from './print.ts';
export { type Bounds, type KubectlDocument, readAsKubectl, readYaml, type Yaml } from './read.ts';
export type { PlainValue } from './scalar.ts';
