import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Leases } from './leases.ts';
import { Membership } from './membership.ts';

/** Leases of which a test says who gets them, and when the store answers. */
class ScriptedLeases {
  leads = true;
  answers: Promise<void> = Promise.resolve();
  readonly released: string[] = [];
  readonly asked: string[] = [];

  async hold(name: string): Promise<boolean> {
    this.asked.push(name.replace(/ .*/, ''));
    await this.answers;
    return name === 'leader' ? this.leads : true;
  }

  async release(name: string): Promise<void> {
    this.released.push(name.replace(/ .*/, ''));
  }

  async holders(): Promise<ReadonlySet<string>> {
    return new Set(['other']);
  }
}

let leases: ScriptedLeases;
let faults: unknown[];
let now: number;
let membership: Membership;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [leases, faults, now] = [new ScriptedLeases(), [], 0];
  membership = new Membership({
    leases: leases as unknown as Leases,
    onError: (error) => faults.push(error),
    now: () => now,
  });
});
afterEach(() => vi.useRealTimers());

/** Lets time pass, with what is due in it. */
async function pass(ms: number): Promise<void> {
  now += ms;
  await vi.advanceTimersByTimeAsync(ms);
}

describe('a backend leads', () => {
  test('while it has the lease', async () => {
    expect(membership.isLeader).toBe(false);
    await membership.start();
    expect(membership.isLeader).toBe(true);
    for (let i = 0; i < 20; i++) await pass(1_000);
    expect(membership.isLeader).toBe(true);
  });

  test('no more once another has it', async () => {
    await membership.start();
    leases.leads = false;
    await pass(1_000);
    expect(membership.isLeader).toBe(false);
    leases.leads = true;
    await pass(1_000);
    expect(membership.isLeader).toBe(true);
  });

  test('no more when the store has not answered for as long as the lease lasts, before anybody else can', async () => {
    await membership.start();
    leases.answers = new Promise(() => {});
    await pass(4_999);
    expect(membership.isLeader).toBe(true);
    await pass(1);
    expect(membership.isLeader).toBe(false);
  });

  test('counted from before it asked: an answer that comes late gives less time', async () => {
    let answer = () => {};
    leases.answers = new Promise((resolve) => {
      answer = resolve;
    });
    const started = membership.start();
    now = 4_000;
    answer();
    await started;
    expect(membership.isLeader).toBe(true);
    now = 5_000;
    expect(membership.isLeader).toBe(false);
  });

  test('no more when it stops, also when a renewal is on its way', async () => {
    await membership.start();
    let answer = () => {};
    leases.answers = new Promise((resolve) => {
      answer = resolve;
    });
    await pass(1_000);
    const stopped = membership.stop();
    answer();
    await stopped;
    await vi.advanceTimersByTimeAsync(0);
    expect(membership.isLeader).toBe(false);
    expect(leases.released).toEqual(['leader', 'backend']);
    leases.asked.length = 0;
    await pass(10_000);
    expect(leases.asked).toEqual([]);
  });
});

test('a store that fails is reported, and asked again', async () => {
  leases.answers = Promise.reject(new Error('away'));
  await membership.start();
  expect(faults).toEqual([new Error('away')]);
  expect(membership.isLeader).toBe(false);
  leases.answers = Promise.resolve();
  await pass(1_000);
  expect(membership.isLeader).toBe(true);
});

test('a backend counts itself among the living, whatever the store says', async () => {
  expect(await membership.living()).toEqual(new Set(['other', membership.id]));
});
