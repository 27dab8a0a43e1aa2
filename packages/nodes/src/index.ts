export { catalogue } from './catalogue.ts';
export type { NodeCode } from './codes.ts';
