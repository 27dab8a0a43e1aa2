export { assumedConnections } from './assumed.ts';
export { catalogue } from './catalogue.ts';
export { type ConnectionOf, entriesSchema, entrySchema, viewOf } from './entry.ts';
export { type Connection, type ConnectionsFault, connectionsProblem, kindOf, parseConnections } from './file.ts';
