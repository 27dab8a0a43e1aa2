import { api } from './client.ts';

export const getConnections = () => api.connections.list();
/** With one partition; who wants more makes it elsewhere. */
export const createTopic = (connection: string, name: string) =>
  api.topics.create({ params: { connection }, body: { name, partitions: 1 } });
/** Busiest first. */
export const getTopics = (connection: string) => api.topics.list({ params: { connection } });
/** What recent messages of the topic look like. */
export const getSchema = (connection: string, topic: string) =>
  api.topics.schema({ params: { connection, topic }, query: { messages: 50 } });
