import type { Example, flows as routes } from '@headrace/api';
import { type HandlersOf, refuse } from '@headrace/http/bind';
import { stored } from './flow-store.ts';
import type { Flows } from './flows.ts';

export const flowHandlers = (flows: Flows, examples: readonly Example[]): HandlersOf<typeof routes> => ({
  list: () => flows.list(),
  async create({ body }) {
    if ('text' in body) return flows.create(body.text, body);
    if ('copyOf' in body) return flows.copy(body.copyOf);
    const example = examples.find((e) => e.id === body.example);
    if (!example) refuse('example/not-found', `There is no example '${body.example}'.`);
    return flows.create(example.text, { trusted: true });
  },
  get: async ({ params: { id } }) => stored(await flows.get(id)),
  async save({ params: { id }, body: { text, baseVersion } }) {
    const saved = await flows.save(id, text, baseVersion);
    if (!('stale' in saved)) return saved;
    const title = 'Somebody else has saved this flow in between. Compare the two and choose.';
    return refuse('flow/stale-version', title, { members: { current: saved.stale } });
  },
  remove: ({ params: { id } }) => flows.remove(id),
  restore: ({ params: { id } }) => flows.restore(id),
  trust: ({ params: { id } }) => flows.trust(id),
});
