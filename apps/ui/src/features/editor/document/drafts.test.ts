// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { BrowserDrafts, type Draft, type DraftLocks } from './drafts.ts';

/** The locks of a browser, for whoever asks with `ifAvailable`. */
class TestLocks {
  private readonly held = new Set<string>();

  readonly request = (async (name: string, _: LockOptions, callback: (lock: Lock | null) => unknown) => {
    if (this.held.has(name)) return callback(null);
    this.held.add(name);
    try {
      return await callback({ name, mode: 'exclusive' });
    } finally {
      this.held.delete(name);
    }
  }) as unknown as DraftLocks['request'];
}

const draft = (value: string | undefined): Draft => ({
  baseVersion: 3,
  edits: [{ path: ['metadata', 'name'], value }],
});

let locks: TestLocks;
beforeEach(() => {
  localStorage.clear();
  locks = new TestLocks();
});

test('gives the next editor of a flow what the one before has left, removals too', async () => {
  const first = new BrowserDrafts('a', locks);
  expect(await first.read()).toBeUndefined();
  first.keep(draft(undefined));
  first.end();
  await Promise.resolve();
  expect(await new BrowserDrafts('a', locks).read()).toEqual(draft(undefined));
  expect(await new BrowserDrafts('b', locks).read()).toBeUndefined();
});

test('two editors of one flow keep a draft each, and neither removes that of the other', async () => {
  const [one, two] = [new BrowserDrafts('a', locks), new BrowserDrafts('a', locks)];
  await one.read();
  expect(await two.read()).toBeUndefined();
  one.keep(draft('one'));
  two.keep(draft('two'));
  one.keep(undefined);
  two.end();
  await Promise.resolve();
  expect(await new BrowserDrafts('a', locks).read()).toEqual(draft('two'));
});

test('has one draft for a flow where the browser has no locks, or refuses them', async () => {
  const refused = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as DraftLocks;
  for (const none of [undefined, refused]) {
    const first = new BrowserDrafts('a', none);
    await first.read();
    first.keep(draft('kept'));
    expect(await new BrowserDrafts('a', none).read()).toEqual(draft('kept'));
  }
});

test.each([
  'null',
  '{}',
  '[]',
  '{"baseVersion": "3", "edits": []}',
  '{"baseVersion": 3, "edits": [{"path": "metadata"}]}',
  '{"baseVersion": 3, "edits": [{"path": [{}], "value": 1}]}',
  '{"baseVersion": 3, "edits": [{"path": ["metadata", "name"]}]}',
  '{"baseVersion": 3',
])('opens a flow without a draft where %s is kept', async (text) => {
  localStorage.setItem('headrace.draft.a', text);
  const drafts = new BrowserDrafts('a', locks);
  expect(await drafts.read()).toBeUndefined();
  drafts.keep(draft('next'));
  expect(await new BrowserDrafts('a', undefined).read()).toEqual(draft('next'));
});

test('gives back edits of every kind as they were made', async () => {
  const edits: Draft['edits'] = [
    { path: ['metadata', 'name'], value: 'x' },
    { path: ['spec', 'nodes', 'a', 'from', 0], value: null },
    { path: ['spec', 'nodes', 'a'], rename: 'b' },
    { path: ['spec', 'nodes', 'c'], value: undefined },
    { path: ['spec', 'nodes', 'd', 'config'], value: { list: [1, { a: false }] } },
  ];
  const drafts = new BrowserDrafts('a', locks);
  await drafts.read();
  drafts.keep({ baseVersion: 7, edits });
  expect(await new BrowserDrafts('a', undefined).read()).toEqual({ baseVersion: 7, edits });
});
