import { collidingTopic, collisionSentence, type Diagnostic } from '@headrace/flow';
import { KafkaFault } from '@headrace/kafka';
import type { TopicUse } from '../reading/flow-resources.ts';
import type { Clusters } from './clusters.ts';

/** Why topics of a flow cannot be used now. */
export interface TopicProblem {
  readonly kind: 'missing' | 'away';
  readonly sentence: string;
  readonly node: string | null;
}

/** Looks whether the topics exist; undefined when all do. */
export async function topicProblem(clusters: Clusters, facts: readonly TopicUse[]): Promise<TopicProblem | undefined> {
  for (const [servers, of] of Map.groupBy(facts, (f) => f.servers))
    try {
      const found = await clusters.at(servers).topics([...new Set(of.map((f) => f.topic))]);
      const names = new Set(found.map((t) => t.name));
      const missing = of.find((f) => !names.has(f.topic));
      if (missing) return missingTopic(missing);
    } catch (error) {
      if (!(error instanceof KafkaFault)) throw error;
      const one = of.length === 1 ? of[0] : undefined;
      if (error.code === 'kafka/unknown-topic') return one ? missingTopic(one) : await each(clusters, of);
      return { kind: 'away', sentence: error.message, node: one?.node ?? null };
    }
  return undefined;
}

/** When one of several is missing the cluster refuses all: find out which. */
async function each(clusters: Clusters, facts: readonly TopicUse[]): Promise<TopicProblem | undefined> {
  for (const fact of facts) {
    const trouble = await topicProblem(clusters, [fact]);
    if (trouble) return trouble;
  }
  return undefined;
}

function missingTopic({ topic, node }: TopicUse): TopicProblem {
  const sentence = `The topic ${topic} does not exist. Create it or choose another topic in '${node}'.`;
  return { kind: 'missing', sentence, node };
}

/** Creates the destinations' topics that are to be created and are not there. @returns why one could not be */
export async function createTopics(
  clusters: Clusters,
  facts: readonly TopicUse[],
): Promise<{ readonly sentence: string; readonly node: string } | undefined> {
  for (const { servers, topic, create, node } of facts)
    try {
      if (create !== undefined) await clusters.at(servers).ensureTopics([{ name: topic, ...create }]);
    } catch (error) {
      if (!(error instanceof KafkaFault)) throw error;
      return { sentence: error.message, node };
    }
  return undefined;
}

/** Destinations' topics that cannot be created, since Kafka takes their names for that of another one. */
export async function topicCollisions(clusters: Clusters, facts: readonly TopicUse[]): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  const toCreate = facts.filter((f) => f.create !== undefined);
  for (const [servers, of] of Map.groupBy(toCreate, (f) => f.servers)) {
    // A cluster that is away is said where it is needed.
    const kafka = clusters.at(servers);
    const names: readonly string[] = await kafka.topicNames().catch(() => []);
    for (const { topic, node } of of.filter((f) => !names.includes(f.topic))) {
      const existing = collidingTopic(topic, names);
      if (existing === undefined) continue;
      const place = { node, path: ['config', 'topic'] };
      found.push({
        code: 'flow/topic-collision',
        severity: 'error',
        message: collisionSentence(topic, existing),
        place,
      });
    }
  }
  return found;
}
