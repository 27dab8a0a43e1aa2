export { type Position, positionOf } from './position.ts';
export { type Bounds, pairAt, readYaml, readYamlStream, toData, type Yaml, type YamlFault } from './read.ts';
