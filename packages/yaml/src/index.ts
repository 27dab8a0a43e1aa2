export { nodeData, toData } from './data.ts';
export type { YamlFault } from './fault.ts';
export { type Position, pairAt, positionOf } from './position.ts';
export { toSafeYaml } from './print.ts';
export { type Bounds, readYaml, readYamlStream, type Yaml } from './read.ts';
