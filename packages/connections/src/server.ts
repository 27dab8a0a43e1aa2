export * from './contract.ts';
export { browses, drivers } from './server-catalogue.ts';
