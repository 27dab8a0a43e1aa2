import { setTimeout as sleep } from 'node:timers/promises';
import type { StartFrom } from '@headrace/api';
import type { PartitionEnds } from '@headrace/connections/server';
import { type Diagnostic, formatDuration } from '@headrace/flow';
import { type Clients, targetOf } from '../../outside/clients.ts';
import { type ResourceProblem, resourceProblem } from '../../outside/resources.ts';
import type { TopicUse } from '../../reading/flow-resources.ts';

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

export const waitingCode = 'source/waiting-for-partition';

/**
 * Says which partitions of a source hold windows back: the watermark of a source is that of its slowest partition, and one
 * from which nothing has come has none until it has been silent for the idle timeout.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/datastream/event-time/generating_watermarks/#dealing-with-idle-sources
 */
export class HeldBack {
  private readonly source: Pick<TopicUse, 'topic' | 'node' | 'idleTimeout'>;
  private readonly from: StartFrom;
  private readonly startedAt: number;
  private begin: ReadonlyMap<number, bigint> | undefined;
  private said: string | undefined;
  /** Nothing holds the windows back any more. */
  isOver = false;

  /** @param startedAt when reading began, ms */
  constructor(source: Pick<TopicUse, 'topic' | 'node' | 'idleTimeout'>, from: StartFrom, startedAt: number) {
    this.source = source;
    this.from = from;
    this.startedAt = startedAt;
  }

  /**
   * @param ends what the partitions hold now
   * @param watermark of the source, as rows have shown it; null for none yet
   * @returns what there is to say that was not said before
   */
  look(ends: readonly PartitionEnds[], watermark: number | null, now: number): Diagnostic | undefined {
    this.begin ??= new Map(ends.map(({ partition, end }) => [partition, end]));
    const { topic, node, idleTimeout } = this.source;
    const isIdle = idleTimeout > 0 && now - this.startedAt >= idleTimeout;
    this.isOver = watermark !== null || isIdle;
    const silent = this.isOver ? [] : ends.filter((each) => this.isSilent(each)).map((each) => each.partition);
    const holds = silent.length > 0 && silent.length < ends.length;
    const place = { node };
    if (holds) {
      const which = `${silent.length === 1 ? 'partition' : 'partitions'} ${listed(silent)} of ${topic}`;
      const until =
        idleTimeout > 0 ? `, or until ${formatDuration(idleTimeout)} have passed without any (the idle timeout)` : '';
      return this.unlessSaid(
        `Windows are waiting for ${which}: they give no result until events come from there${until}.`,
        place,
      );
    }
    return this.said === undefined
      ? undefined
      : this.unlessSaid(`Windows no longer wait for partitions of ${topic}.`, place);
  }

  private isSilent({ partition, first, end }: PartitionEnds): boolean {
    if (first === end) return true;
    // From a time on, only the system itself knows which events are to be read.
    return this.from.kind === 'now' && end === this.begin?.get(partition);
  }

  /** The notice, or nothing where it is the last one again. */
  private unlessSaid(message: string, place: Diagnostic['place']): Diagnostic | undefined {
    if (message === this.said) return undefined;
    this.said = message;
    return { code: waitingCode, severity: 'info', message, place };
  }
}

const mostNamed = 8;

function listed(partitions: readonly number[]): string {
  const all = partitions.toSorted((a, b) => a - b);
  if (all.length > mostNamed) return `${all.slice(0, mostNamed).join(', ')} and ${all.length - mostNamed} more`;
  return all.length < 2 ? String(all[0]) : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
