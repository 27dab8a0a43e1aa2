export { type ClientRequestOf, clientFetch, clientRequest, type Fetch } from './client.ts';
export { type Identity, type KeyFolders, readIdentity, writeIdentity } from './identity.ts';
