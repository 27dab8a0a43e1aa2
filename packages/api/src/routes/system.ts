import * as z from 'zod';
import { json, route } from '../route.ts';

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    parts: z.record(z.string(), z.object({ ok: z.boolean(), message: z.string() })),
  })
  .meta({ id: 'Health', description: 'Whether the backend and what it needs answer.' });
export type Health = z.infer<typeof Health>;

export const system = {
  health: route({
    method: 'GET',
    path: '/api/health',
    summary: 'Tells whether the backend and what it needs answer',
    answer: json(Health),
    errors: [],
    permission: 'system:read',
    limit: [],
    audited: false,
  }),
  openApi: route({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'Gives this interface as an OpenAPI 3.1 document',
    answer: json(z.record(z.string(), z.unknown())),
    errors: [],
    permission: 'system:read',
    limit: [],
    audited: false,
  }),
};
