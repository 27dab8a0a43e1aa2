import * as z from 'zod';
import { json, Name, route } from '../route.ts';
import { FoundSchema } from './topics.ts';

/** A `ConnectionView` of packages/flow as it is sent. */
export const ConnectionViewSchema = z.object({ name: z.string(), kind: z.string() }).catchall(z.any()).meta({
  id: 'ConnectionView',
  description:
    'A registered connection with the settings of its kind, which docs/connections.md lists, and without its credentials.',
});

export const ResourceInfo = z
  .object({
    name: z.string(),
    rate: z.number().exactOptional().describe('Events a second over about the last minute.'),
    kept: z.number().exactOptional().describe('Events or rows that it keeps now.'),
  })
  .meta({ id: 'ResourceInfo', description: 'What a connection holds and flows use: a topic of a Kafka cluster.' });
export type ResourceInfo = z.infer<typeof ResourceInfo>;

export const NewResource = z.object({ name: z.string().min(1).max(1000) }).meta({ id: 'NewResource' });

/** What may go wrong where a system outside is asked. */
const ofAsking = [
  'connections/invalid',
  'connection/unknown',
  'connection/unreachable',
  'connection/refused',
  'connection/unknown-resource',
] as const;

export const connections = {
  list: route({
    method: 'GET',
    path: '/api/connections',
    summary: 'Lists the registered connections, without credentials',
    answer: json(z.array(ConnectionViewSchema)),
    errors: ['connections/invalid'],
    permission: 'connection:read',
    limit: [],
    audited: false,
  }),
  resources: route({
    method: 'GET',
    path: '/api/connections/{connection}/resources',
    summary: 'Lists what a connection holds and flows may use: the topics of a Kafka cluster, busiest first',
    params: { connection: Name },
    answer: json(z.array(ResourceInfo)),
    errors: ofAsking,
    permission: 'topic:read',
    limit: [],
    audited: false,
  }),
  createResource: route({
    method: 'POST',
    path: '/api/connections/{connection}/resources',
    summary: 'Creates a resource with the usual settings of its kind: a topic with one partition',
    params: { connection: Name },
    body: NewResource,
    answer: { kind: 'empty', status: 204 },
    errors: [...ofAsking, 'connection/resource-exists', 'connection/bad-resource'],
    permission: 'topic:create',
    limit: [],
    audited: true,
  }),
  schema: route({
    method: 'GET',
    path: '/api/connections/{connection}/resources/{resource}/schema',
    summary: 'Finds the columns of a resource: those of the newest messages of a topic',
    params: { connection: Name, resource: Name },
    answer: json(FoundSchema),
    errors: ofAsking,
    permission: 'topic:read',
    limit: ['readsOfPerson', 'reads', 'messages', 'messageBytes'],
    audited: true,
  }),
};
