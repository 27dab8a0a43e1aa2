import { setTimeout as sleep } from 'node:timers/promises';
import type { StartFrom } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import { type Clients, targetOf } from '../../outside/clients.ts';
import { type ResourceProblem, resourceProblem } from '../../outside/resources.ts';
import type { TopicUse } from '../../reading/flow-resources.ts';
import { HeldBack } from './held-back.ts';

/** Between two looks at the topics, ms. */
const every = 3_000;

export interface WatchEvents {
  /** The topics cannot be read (any more); undefined when they can again. */
  trouble(trouble: ResourceProblem | undefined): void;
  notice(diagnostic: Diagnostic): void;
  /** The watermark of a source as its rows have shown it; null for none yet. */
  watermarkOf(node: string): number | null;
}

/**
 * Looks after the topics that a preview reads. Flink waits silently for a broker that is away or a topic that has gone;
 * people should know.
 * @param windows where reading begins, when there are windows that silent partitions could hold back
 */
export async function watchTopics(
  clients: Clients,
  facts: readonly TopicUse[],
  signal: AbortSignal,
  events: WatchEvents,
  windows?: StartFrom,
): Promise<void> {
  const sources = facts.filter((f) => f.role === 'source');
  const now = Date.now();
  const held = windows ? sources.map((source) => ({ source, back: new HeldBack(source, windows, now) })) : [];
  let before: string | undefined;
  while (!signal.aborted) {
    const trouble = await resourceProblem(clients, sources);
    if (signal.aborted) return;
    if (trouble?.message !== before) events.trouble(trouble);
    before = trouble?.message;
    if (!trouble)
      for (const { source, back } of held) if (!back.isOver) await tellHeldBack(clients, source, back, events);
    await sleep(every, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function tellHeldBack(clients: Clients, source: TopicUse, back: HeldBack, events: WatchEvents): Promise<void> {
  const { topic, node } = source;
  const at = targetOf(source);
  // The next look says what is with the topic.
  const ends =
    at &&
    (await clients
      .at(at)
      .partitions?.(topic)
      .catch(() => undefined));
  const notice = ends && back.look(ends, events.watermarkOf(node), Date.now());
  if (notice) events.notice(notice);
}
