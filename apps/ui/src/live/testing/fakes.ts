import type { PreviewDelivery, PreviewEvent } from '@headrace/api';
import type { Refusal } from '../../api/refusal.ts';
import type { Locks } from '../locks.ts';
import type { StreamHandlers, Transport } from '../transport.ts';

/** A server that does what the test says, and writes down what it was asked. */
export class FakeServer implements Transport {
  readonly asked: string[] = [];
  private handlers: StreamHandlers | undefined;
  private streams = 0;
  /** What `watch` is answered with, one after the other; then nothing is refused. */
  readonly refusals: (Refusal | 'silent')[] = [];
  /** While set, requests stay under way until it is called. */
  private release: (() => void) | undefined;
  private blocked: Promise<void> = Promise.resolve();

  open(handlers: StreamHandlers): () => void {
    this.asked.push('open');
    this.handlers = handlers;
    return () => {
      this.asked.push('close');
      if (this.handlers === handlers) this.handlers = undefined;
    };
  }

  async watch(stream: string, preview: string, viewers: readonly string[]): Promise<Refusal | undefined> {
    this.asked.push(`watch ${preview} for ${viewers.join()} on ${stream}`);
    await this.blocked;
    const refusal = this.refusals.shift();
    if (refusal === 'silent') throw new TypeError('Failed to fetch');
    return refusal;
  }

  async leave(stream: string, preview: string): Promise<void> {
    this.asked.push(`leave ${preview} on ${stream}`);
    await this.blocked;
  }

  /** The stream opens, for the first time or again. */
  async accept(): Promise<void> {
    this.handlers?.opened(`s${++this.streams}`);
    await settle();
  }

  async breakOff(refused?: Refusal): Promise<void> {
    this.handlers?.away(refused);
    await settle();
  }

  change(data: unknown): void {
    this.handlers?.change('flow', data);
  }

  /** What a viewer gets first. */
  show(preview: string, viewers: string[], value: string): void {
    this.send({ preview, viewers, event: { kind: 'ports', ports: {} } });
    this.send({ preview, viewers, event: rowOf(value) });
  }

  row(preview: string, value: string): void {
    this.send({ preview, event: rowOf(value) });
  }

  end(preview: string): void {
    this.send({ preview, event: { kind: 'state', state: 'ended', message: '', node: null } });
  }

  block(): void {
    this.blocked = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  async unblock(): Promise<void> {
    this.release?.();
    this.blocked = Promise.resolve();
    await settle();
  }

  /** What it was asked since the last time. */
  takeAsked(): string[] {
    return this.asked.splice(0);
  }

  private send(delivery: PreviewDelivery): void {
    this.handlers?.preview(delivery);
  }
}

const rowOf = (value: string): PreviewEvent => ({
  kind: 'rows',
  rows: [{ port: 'a', change: '+I', fields: [value], t: 0 }],
  counts: {},
  watermarks: {},
});

/** Lets promises that are settled already go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

interface Wish {
  readonly shared: boolean;
  grant(): void;
}

interface FakeLock {
  readonly holders: Set<object>;
  readonly waiting: Wish[];
  /** Ends the holder's promise, as `steal` does. */
  lose: (() => void) | undefined;
}

/**
 * Web Locks of one browser. A page or worker gets its own `Locks` by `of`, and loses all of them when it `ends`.
 * Source: https://w3c.github.io/web-locks/
 */
export class FakeLocks {
  private readonly locks = new Map<string, FakeLock>();
  private readonly ended = new Set<object>();

  of(owner: object): Locks {
    const request = (name: string, second: unknown, third?: unknown) => {
      const options = (third === undefined ? {} : second) as LockOptions;
      const callback = (third ?? second) as (lock: null) => unknown;
      return this.request(owner, name, options, callback);
    };
    return { request: request as Locks['request'] };
  }

  async end(owner: object): Promise<void> {
    this.ended.add(owner);
    for (const lock of this.locks.values()) if (lock.holders.delete(owner)) this.next(lock);
    await settle();
  }

  private request(owner: object, name: string, options: LockOptions, callback: (lock: null) => unknown) {
    const lock = this.locks.get(name) ?? { holders: new Set(), waiting: [], lose: undefined };
    this.locks.set(name, lock);
    return new Promise((resolve, reject) => {
      const grant = () => {
        if (this.ended.has(owner)) return this.next(lock);
        lock.holders.add(owner);
        const lose = () => reject(new DOMException('stolen', 'AbortError'));
        lock.lose = lose;
        void Promise.resolve(callback(null)).then((result) => {
          if (lock.lose !== lose) return;
          lock.holders.delete(owner);
          resolve(result);
          this.next(lock);
        });
      };
      if (options.steal) {
        lock.lose?.();
        lock.holders.clear();
        grant();
      } else {
        lock.waiting.push({ shared: options.mode === 'shared', grant });
        this.next(lock);
      }
    });
  }

  private next(lock: FakeLock): void {
    while (lock.holders.size === 0 && lock.waiting.length > 0) lock.waiting.shift()?.grant();
  }
}
