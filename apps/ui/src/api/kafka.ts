import { FoundSchema, TopicInfo } from '@headrace/api';
import type { ConnectionView } from '@headrace/flow';
import { request } from './http.ts';

const topics = { parse: (data: unknown): TopicInfo[] => (data as unknown[]).map((d) => TopicInfo.parse(d)) };
const views = { parse: (data: unknown) => data as ConnectionView[] };
const at = (connection: string) => `/kafka/connections/${encodeURIComponent(connection)}/topics`;

export const getConnections = () => request(views, 'GET', '/api/connections');
/** With one partition; who wants more makes it elsewhere. */
export const createTopic = (connection: string, name: string) =>
  request(TopicInfo, 'POST', at(connection), { name, partitions: 1 });
/** Busiest first. */
export const getTopics = (connection: string) => request(topics, 'GET', at(connection));
/** What recent messages of the topic look like. */
export const getSchema = (connection: string, topic: string) =>
  request(FoundSchema, 'GET', `${at(connection)}/${encodeURIComponent(topic)}/schema?messages=50`);
