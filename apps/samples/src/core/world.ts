import type { TopicName } from '../topics.ts';
import type { Random } from './random.ts';
import { Schedule } from './schedule.ts';

/** An event on its way to a topic. */
export interface SampleEvent {
  readonly topic: TopicName;
  readonly key: string | null;
  readonly value: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** When it is produced (ms): the record's time. Its payload may tell of an earlier time. */
  readonly at: number;
}

export type Emission = Omit<SampleEvent, 'at'>;

/** The business that makes the events. Time passes only by `advance`; all choices come from `random`. */
export interface World {
  readonly random: Random;
  /** The time (ms) of what happens now. */
  now(): number;
  /** Produces an event now. */
  emit(event: Emission): void;
  /** Lets something happen after a while (ms). */
  after(delay: number, action: () => void): void;
  /** Lets something happen again and again, on average once in an interval (ms). */
  every(interval: number, action: () => void): void;
  /** Lets time pass. @returns the events produced meanwhile, by time */
  advance(until: number): SampleEvent[];
}

/** @param pace how many times faster than usual the repeated things happen */
export function createWorld(start: number, random: Random, pace = 1): World {
  const schedule = new Schedule();
  let now = start;
  let produced: SampleEvent[] = [];
  const world: World = {
    random,
    now: () => now,
    emit: (event) => {
      produced.push({ ...event, at: now });
    },
    after: (delay, action) => schedule.add(now + Math.round(delay), action),
    every: (interval, action) => {
      const again = () =>
        world.after((interval / pace) * (0.5 + random.share()), () => {
          action();
          again();
        });
      again();
    },
    advance: (until) => {
      for (let next = schedule.take(until); next !== undefined; next = schedule.take(until)) {
        now = next.at;
        next.action();
      }
      now = until;
      const events = produced;
      produced = [];
      return events;
    },
  };
  return world;
}
