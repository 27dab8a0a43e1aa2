import { setTimeout as sleep } from 'node:timers/promises';
import type { TopicFact } from '../facts.ts';
import type { Clusters } from '../kafka/clusters.ts';
import { type TopicTrouble, topicTrouble } from '../kafka/topics.ts';

/** Between two looks at the topics, ms. */
const every = 3_000;

export interface WatchEvents {
  /** The topics cannot be read (any more); undefined when they can again. */
  trouble(trouble: TopicTrouble | undefined): void;
}

/**
 * Looks after the topics that a preview reads. Flink waits silently for a broker that is away or a topic that has gone;
 * people should know.
 */
export async function watchTopics(
  clusters: Clusters,
  facts: readonly TopicFact[],
  signal: AbortSignal,
  events: WatchEvents,
): Promise<void> {
  const sources = facts.filter((f) => f.role === 'source');
  let before: string | undefined;
  while (!signal.aborted) {
    const trouble = await topicTrouble(clusters, sources);
    if (signal.aborted) return;
    if (trouble?.sentence !== before) events.trouble(trouble);
    before = trouble?.sentence;
    await sleep(every, undefined, { signal, ref: false }).catch(() => {});
  }
}
