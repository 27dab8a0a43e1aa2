import { api } from './client.ts';

export const getConnections = () => api.connections.list();
/** With the usual settings of its kind; who wants others makes it elsewhere. */
export const createResource = (connection: string, name: string) =>
  api.connections.createResource({ params: { connection }, body: { name } });
/** What a connection holds: topics, the busiest first. */
export const getResources = (connection: string) => api.connections.resources({ params: { connection } });
/** The columns of a resource: those of recent messages of a topic. */
export const getSchema = (connection: string, resource: string) =>
  api.connections.schema({ params: { connection, resource } });
