import { setTimeout as sleep } from 'node:timers/promises';
import type { Diagnostic } from '@headrace/flow';
import { findSchema } from '@headrace/kafka';
import type { TopicFact } from '../facts.ts';
import type { Clusters } from '../kafka/clusters.ts';
import { type TopicTrouble, topicTrouble } from '../kafka/topics.ts';

/** Between two looks at the topics, ms. */
const every = 3_000;
/** Recent messages in which unreadable ones are looked for. */
const looked = 50;
const lookedBytes = 4 * 1024 * 1024;

export interface WatchEvents {
  /** The topics cannot be read (any more); undefined when they can again. */
  trouble(trouble: TopicTrouble | undefined): void;
  notice(diagnostic: Diagnostic): void;
}

/**
 * Looks after the topics that a preview reads. Flink waits silently for a broker that is away or a topic that has gone, and
 * skips what it cannot read; people should know.
 */
export async function watchTopics(
  clusters: Clusters,
  facts: readonly TopicFact[],
  signal: AbortSignal,
  events: WatchEvents,
): Promise<void> {
  const sources = facts.filter((f) => f.role === 'source');
  const told = new Map<string, number>();
  let before: string | undefined;
  while (!signal.aborted) {
    const trouble = await topicTrouble(clusters, sources);
    if (signal.aborted) return;
    if (trouble?.sentence !== before) events.trouble(trouble);
    before = trouble?.sentence;
    if (!trouble) for (const source of sources) await tellUnreadable(clusters, source, told, events);
    await sleep(every, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function tellUnreadable(
  clusters: Clusters,
  source: TopicFact,
  told: Map<string, number>,
  events: WatchEvents,
): Promise<void> {
  const { messages, unreadable, unreadableExample } = await recent(clusters, source);
  if (unreadable === 0 || told.get(source.table) === unreadable) return;
  told.set(source.table, unreadable);
  const example = unreadableExample === null ? '' : `, for example: ${unreadableExample}`;
  events.notice({
    code: 'source/unreadable',
    severity: 'warning',
    message: `Of the last ${messages} messages of ${source.topic}, ${unreadable} cannot be read and are left out${example}`,
    place: { node: source.node },
  });
}

async function recent(clusters: Clusters, { servers, topic }: TopicFact): Promise<Recent> {
  try {
    const messages = await clusters.at(servers).newest(topic, looked, lookedBytes);
    return findSchema(messages.map((m) => ({ key: null, headers: {}, value: m.value?.toString('utf8') ?? null })));
  } catch {
    // The next look says what is with the topic.
    return { messages: 0, unreadable: 0, unreadableExample: null };
  }
}

interface Recent {
  readonly messages: number;
  readonly unreadable: number;
  readonly unreadableExample: string | null;
}
