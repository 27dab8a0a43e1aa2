export { assumedConnections } from './assumed.ts';
export { catalogue } from './catalogue.ts';
export { type ConnectionOf, entriesSchema, entrySchema, viewOf } from './entry.ts';
export { type Connection, type ConnectionsFault, connectionsProblem, parseConnections } from './file.ts';
