import { kindOf } from '@headrace/connections';
import { ConnectionFault } from '@headrace/connections/server';
import type { Diagnostic, ResourceKind } from '@headrace/flow';
import type { TopicUse } from '../reading/flow-resources.ts';
import { type Clients, type Target, targetOf } from './clients.ts';

/** Why topics of a flow cannot be used now. */
export interface ResourceProblem {
  readonly kind: 'missing' | 'away';
  readonly message: string;
  readonly node: string | null;
}

/** The uses that lead to one address. */
interface Group {
  readonly at: Target;
  readonly uses: readonly TopicUse[];
}

function byTarget(uses: readonly TopicUse[]): Group[] {
  const groups = new Map<string, { at: Target; uses: TopicUse[] }>();
  for (const use of uses) {
    const at = targetOf(use);
    if (!at) continue;
    const key = JSON.stringify([at.kind, at.address]);
    const group = groups.get(key) ?? { at, uses: [] };
    group.uses.push(use);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const resourceOf = ({ kind }: Target): ResourceKind | undefined => kindOf(kind)?.resource;

/** Looks whether the topics exist; undefined when all do. */
export async function resourceProblem(
  clients: Clients,
  facts: readonly TopicUse[],
): Promise<ResourceProblem | undefined> {
  for (const { at, uses } of byTarget(facts))
    try {
      const missing = await clients.at(at).missing([...new Set(uses.map((use) => use.topic))]);
      const use = uses.find(({ topic }) => missing.includes(topic));
      if (use) return missingTopic(use, resourceOf(at)?.word ?? 'resource');
    } catch (error) {
      if (!(error instanceof ConnectionFault)) throw error;
      const one = uses.length === 1 ? uses[0] : undefined;
      return { kind: 'away', message: error.message, node: one?.node ?? null };
    }
  return undefined;
}

function missingTopic({ topic, node }: TopicUse, word: string): ResourceProblem {
  const message = `The ${word} ${topic} does not exist. Create it or choose another ${word} in '${node}'.`;
  return { kind: 'missing', message, node };
}

/** Creates the destinations' topics that are to be created and are not there. @returns why one could not be */
export async function createResources(
  clients: Clients,
  facts: readonly TopicUse[],
): Promise<{ readonly message: string; readonly node: string } | undefined> {
  for (const { at, uses } of byTarget(facts))
    for (const { topic, create, node } of uses)
      try {
        if (create !== undefined) await clients.at(at).ensure(topic, create);
      } catch (error) {
        if (!(error instanceof ConnectionFault)) throw error;
        return { message: error.message, node };
      }
  return undefined;
}

/** Destinations' topics that cannot be created, since their names collide with that of another one. */
export async function resourceCollisions(clients: Clients, facts: readonly TopicUse[]): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const toCreate = facts.filter((f) => f.create !== undefined);
  for (const { at, uses } of byTarget(toCreate)) {
    const resource = resourceOf(at);
    if (!resource?.collision) continue;
    // A system that is away is said where it is needed.
    const names = await clients
      .at(at)
      .names()
      .catch((): readonly string[] => []);
    for (const { topic, node, path } of uses.filter((f) => !names.includes(f.topic))) {
      const collision = resource.collision(topic, names);
      if (!collision) continue;
      const place = { node, path: ['config', ...(path ?? [])] };
      found.push({ code: 'flow/topic-collision', severity: 'error', message: collision.message, place });
    }
  }
  return found;
}
