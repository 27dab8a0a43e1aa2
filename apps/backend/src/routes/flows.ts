import { CreateRequest, type Example, SaveRequest, type StaleVersion } from '@headrace/api';
import { Hono } from 'hono';
import type { Flows } from '../flows/flows.ts';
import { stored } from '../flows/store.ts';
import { refuse } from '../refuse.ts';
import { body } from './body.ts';

export function flowRoutes(flows: Flows, examples: readonly Example[]): Hono {
  const app = new Hono();
  app.get('/flows', async (c) => c.json(await flows.list()));
  app.post('/flows', async (c) => {
    const request = await body(c, CreateRequest);
    if ('text' in request) return c.json(await flows.create(request.text, request), 201);
    if ('copyOf' in request) return c.json(await flows.copy(request.copyOf), 201);
    const example = examples.find((e) => e.id === request.example);
    if (!example) refuse(404, 'example/not-found', `There is no example '${request.example}'.`);
    return c.json(await flows.create(example.text, { trusted: true }), 201);
  });
  app.get('/flows/:id', async (c) => c.json(stored(await flows.get(c.req.param('id')))));
  app.put('/flows/:id', async (c) => {
    const { text, baseVersion } = await body(c, SaveRequest);
    const saved = await flows.save(c.req.param('id'), text, baseVersion);
    if (!('stale' in saved)) return c.json(saved);
    const stale: StaleVersion = {
      code: 'flow/stale-version',
      status: 409,
      title: 'Somebody else has saved this flow in between. Compare the two and choose.',
      current: saved.stale,
    };
    return c.json(stale, 409, { 'content-type': 'application/problem+json' });
  });
  app.delete('/flows/:id', async (c) => {
    await flows.remove(c.req.param('id'));
    return c.body(null, 204);
  });
  app.post('/flows/:id/restore', async (c) => c.json(await flows.restore(c.req.param('id'))));
  app.post('/flows/:id/trust', async (c) => c.json(await flows.trust(c.req.param('id'))));
  app.get('/examples', (c) => c.json(examples));
  return app;
}
