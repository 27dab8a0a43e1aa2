import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromWorker, ToWorker } from './messages.ts';
import { WorkerClient, type WorkerLike } from './worker-client.ts';

/** A worker that answers when the test says so. */
class TestWorker implements WorkerLike {
  readonly got: ToWorker[] = [];
  ended = false;
  private listener: (event: { readonly data: FromWorker }) => void = () => {};
  postMessage(message: ToWorker): void {
    this.got.push(message);
  }
  addEventListener(_: 'message', listener: (event: { readonly data: FromWorker }) => void): void {
    this.listener = listener;
  }
  terminate(): void {
    this.ended = true;
  }
  says(data: FromWorker): void {
    this.listener({ data });
  }
}

let workers: TestWorker[];
let client: WorkerClient;
beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  client = new WorkerClient(() => {
    const worker = new TestWorker();
    workers.push(worker);
    return worker;
  }, 20_000);
});
afterEach(() => {
  vi.useRealTimers();
});

test('an answer goes to who asked, and a fault of the worker rejects', async () => {
  const [one, two] = [client.ask('text', {}), client.ask('text', {})];
  workers[0]?.says({ kind: 'answer', id: 2, fault: 'broken' });
  workers[0]?.says({ kind: 'answer', id: 1, value: 'text' });
  expect(await one).toBe('text');
  await expect(two).rejects.toThrow('broken');
});

test('a worker that hangs on a text is ended and started again, and knows the connections', async () => {
  client.tell({ kind: 'connections', connections: [] });
  const opening = client.ask('open', { flow: 'f', text: 'x' });
  const other = client.ask('text', {});
  const both = Promise.allSettled([opening, other]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(opening).rejects.toThrow('Reading this flow did not end within 20 s');
  expect(workers[0]?.ended).toBe(true);
  expect(workers[1]?.got).toEqual([{ kind: 'connections', connections: [] }]);
  const again = client.ask('open', { flow: 'f', text: 'y' });
  workers[0]?.says({ kind: 'answer', id: 3, value: 'late' });
  workers[1]?.says({ kind: 'answer', id: 3, value: 'new' });
  expect(await again).toBe('new');
});

test('a worker that answers in time is left alone, as is one that is asked of the open flow', async () => {
  const opening = client.ask('open', { flow: 'f', text: 'x' });
  workers[0]?.says({ kind: 'answer', id: 1, value: {} });
  await opening;
  void client.ask('text', {});
  await vi.advanceTimersByTimeAsync(60_000);
  expect(workers).toHaveLength(1);
});
