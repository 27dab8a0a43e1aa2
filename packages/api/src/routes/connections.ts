import * as z from 'zod';
import { json, route } from '../route.ts';

/** A `ConnectionView` of packages/flow as it is sent. */
export const ConnectionViewSchema = z
  .object({
    name: z.string(),
    kind: z.literal('kafka'),
    bootstrapServers: z.string(),
    security: z.literal('sasl').optional(),
  })
  .meta({ id: 'ConnectionView', description: 'A registered connection without its credentials, for compiling flows.' });

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
};
