import type { Counts } from '@headrace/api';
import type { Diagnostic } from '@headrace/flow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CountingJobManager, countedFacts } from '../../flink/counts/testing.ts';
import type { Clients } from '../../outside/clients.ts';
import { Accounts } from './accounts.ts';

let flink: CountingJobManager;
let counted: Counts[];
let notices: Diagnostic[];
let accounts: Accounts;
let over: AbortController;
let message: () => Promise<string | undefined>;

beforeEach(() => {
  // A pause ends when a test says so.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [flink, counted, notices, over] = [new CountingJobManager(), [], [], new AbortController()];
  message = async () => `{"id": ${'1'.repeat(100)}`;
  const clients = { at: () => ({ messageAt: () => message() }) } as unknown as Clients;
  accounts = new Accounts({
    jobManager: flink.jobManager,
    clients,
    facts: countedFacts,
    counted: (nodes) => counted.push(nodes),
    notice: (diagnostic) => notices.push(diagnostic),
  });
});
afterEach(() => {
  over.abort();
  vi.useRealTimers();
});

/** What is said once all that can be done now is done. */
async function settled(): Promise<string[]> {
  for (let i = 0; i < 100; i++) await Promise.resolve();
  return notices.map((n) => `${n.place.node} ${n.code}: ${n.message}`);
}

test('an unreadable message is told with its place, the reason and its beginning', async () => {
  Object.assign(flink, { read: 3, unreadable: 1 });
  void accounts.follow('j', over.signal);
  expect(await settled()).toEqual([
    `orders source/unreadable: 1 message of ORDERS cannot be read and is left out, for example partition 1, offset 7. It is empty. It begins: {"id": ${'1'.repeat(73)}…`,
  ]);
});

test('a message that Kafka does not give is told by its place', async () => {
  message = () => Promise.reject(new Error('away'));
  Object.assign(flink, { read: 3, unreadable: 2 });
  void accounts.follow('j', over.signal);
  expect(await settled()).toEqual([
    'orders source/unreadable: 2 messages of ORDERS cannot be read and are left out, for example partition 1, offset 7. It is empty.',
  ]);
});

test('late events say what to do', async () => {
  Object.assign(flink, { read: 3, late: 2 });
  void accounts.follow('j', over.signal);
  expect((await settled())[0]).toMatch(
    /^sums window\/late: 2 events came after their window had closed .* more lateness/,
  );
});

test('says nothing of a job whose counters are not there, or whose attempt is over', async () => {
  flink.isSilent = true;
  void accounts.follow('j', over.signal);
  expect(await settled()).toEqual([]);
  over.abort();
  Object.assign(flink, { read: 3, unreadable: 1, isSilent: false });
  void accounts.follow('j', over.signal);
  expect(await settled()).toEqual([]);
  expect(counted).toEqual([]);
});
