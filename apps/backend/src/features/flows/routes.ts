import type { Example, flows as routes } from '@headrace/api';
import type { HandlersOf } from '@headrace/http/bind';
import { ContractError } from '@headrace/service';
import { type Flows, toStored } from './flows.ts';

export const flowHandlers = (flows: Flows, examples: readonly Example[]): HandlersOf<typeof routes> => ({
  list: (_, call) => flows.list(call),
  async create({ body }, call) {
    if ('text' in body) return toStored(await flows.create(call, body.text, body));
    if ('copyOf' in body) return toStored(await flows.copy(call, body.copyOf));
    const example = examples.find((e) => e.id === body.example);
    if (!example) throw new ContractError('example/not-found', `There is no example '${body.example}'.`);
    return toStored(await flows.create(call, example.text, { trusted: true }));
  },
  get: async ({ params: { id } }, call) => toStored(await flows.get(call, id)),
  version: async ({ params: { id, version } }, call) => toStored(await flows.getVersion(call, id, versionIn(version))),
  save: async ({ params: { id }, body: { text, baseVersion } }, call) =>
    toStored(await flows.save(call, id, text, baseVersion)),
  remove: ({ params: { id } }, call) => flows.remove(call, id),
  restore: async ({ params: { id } }, call) => toStored(await flows.restore(call, id)),
  trust: async ({ params: { id } }, call) => toStored(await flows.trust(call, id)),
});

/** The number in a path; 0, which no version has, for anything else. */
const versionIn = (name: string): number => (/^[1-9]\d{0,8}$/.test(name) ? Number(name) : 0);
