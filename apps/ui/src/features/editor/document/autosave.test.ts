import type { StoredFlow } from '@headrace/api';
import type { Edit } from '@headrace/flow';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ApiProblem } from '../../../api/http.ts';
import { ManualClock, settled } from '../../../lib/testing/manual-clock.ts';
import { Autosave, type SavingState } from './autosave.ts';
import type { Draft } from './drafts.ts';

const edit = (value: string): Edit => ({ path: ['metadata', 'name'], value });
const flow = (version: number, text: string): StoredFlow => ({ id: 'f', version, text, updatedAt: 0, trusted: true });
const away = new ApiProblem({ code: 'network/unreachable', status: 0, title: 'Nobody answers.' });
const stale = (theirs: StoredFlow) => {
  const problem = { code: 'flow/stale-version', status: 409, title: 'Stale.' };
  return new ApiProblem(problem, { ...problem, current: theirs });
};

/** A server that answers a save when the test says so. */
class HeldServer {
  readonly saves: { text: string; baseVersion: number }[] = [];
  private readonly answers: ((answer: StoredFlow | ApiProblem) => void)[] = [];

  readonly save = (text: string, baseVersion: number): Promise<StoredFlow> => {
    this.saves.push({ text, baseVersion });
    return new Promise((resolve, reject) =>
      this.answers.push((answer) => (answer instanceof ApiProblem ? reject(answer) : resolve(answer))),
    );
  };

  get waiting(): number {
    return this.answers.length;
  }

  /** Answers the oldest save: with the problem, or by storing what was sent as the next version. */
  async answer(problem?: ApiProblem): Promise<void> {
    await settled();
    const { text, baseVersion } = this.saves.at(-this.answers.length) ?? { text: '', baseVersion: 0 };
    this.answers.shift()?.(problem ?? flow(baseVersion + 1, text));
    await settled();
  }
}

let clock: ManualClock;
let server: HeldServer;
let draft: Draft | undefined;
let text: string;
let saving: Autosave;

beforeEach(() => {
  clock = new ManualClock();
  server = new HeldServer();
  draft = undefined;
  text = 'opened';
  saving = new Autosave({
    text: async () => text,
    save: server.save,
    keepDraft: (kept) => {
      draft = kept && structuredClone(kept);
    },
    clock,
  });
  saving.begin(1);
});
afterEach(() => void saving.end());

function change(to: string): void {
  text = to;
  saving.changed([edit(to)]);
}

/** Brings the saving of a flow into a state by what a person and the server do. */
const ways: Readonly<Record<SavingState['state'], () => Promise<void>>> = {
  saved: async () => {},
  unsaved: async () => change('a'),
  saving: async () => {
    change('a');
    await clock.advance(500);
  },
  failed: async () => {
    await ways.saving();
    await server.answer(away);
  },
  conflict: async () => {
    await ways.saving();
    await server.answer(stale(flow(5, 'theirs')));
  },
};

/** What may happen, and the state that each state becomes by it. */
const happenings = {
  'a change': async () => change('b'),
  'half a second passes': () => clock.advance(500),
  'the server stores it': () => server.answer(),
  'the server is away': () => server.answer(away),
  'the server has a newer version': () => server.answer(stale(flow(5, 'theirs'))),
  'Ctrl+S': async () => {
    void saving.flush();
    await settled();
  },
  'my version is kept': async () => {
    void saving.keepMine();
    await settled();
  },
  'another text is opened': async () => saving.begin(9),
} as const;

type Row = Readonly<Record<keyof typeof happenings, SavingState['state']>>;
const table: Readonly<Record<SavingState['state'], Row>> = {
  saved: {
    'a change': 'unsaved',
    'half a second passes': 'saved',
    'the server stores it': 'saved',
    'the server is away': 'saved',
    'the server has a newer version': 'saved',
    'Ctrl+S': 'saved',
    'my version is kept': 'saved',
    'another text is opened': 'saved',
  },
  unsaved: {
    'a change': 'unsaved',
    'half a second passes': 'saving',
    'the server stores it': 'unsaved',
    'the server is away': 'unsaved',
    'the server has a newer version': 'unsaved',
    'Ctrl+S': 'saving',
    'my version is kept': 'unsaved',
    'another text is opened': 'saved',
  },
  saving: {
    'a change': 'unsaved',
    'half a second passes': 'saving',
    'the server stores it': 'saved',
    'the server is away': 'failed',
    'the server has a newer version': 'conflict',
    'Ctrl+S': 'saving',
    'my version is kept': 'saving',
    'another text is opened': 'saved',
  },
  failed: {
    'a change': 'unsaved',
    'half a second passes': 'saving',
    'the server stores it': 'failed',
    'the server is away': 'failed',
    'the server has a newer version': 'failed',
    'Ctrl+S': 'saving',
    'my version is kept': 'failed',
    'another text is opened': 'saved',
  },
  conflict: {
    'a change': 'conflict',
    'half a second passes': 'conflict',
    'the server stores it': 'conflict',
    'the server is away': 'conflict',
    'the server has a newer version': 'conflict',
    'Ctrl+S': 'conflict',
    'my version is kept': 'saving',
    'another text is opened': 'saved',
  },
};

describe.each(Object.keys(table) as SavingState['state'][])('%s', (from) => {
  test.each(Object.entries(table[from]) as [keyof typeof happenings, SavingState['state']][])(
    'when %s, becomes %s',
    async (what, to) => {
      await ways[from]();
      expect(saving.state.state).toBe(from);
      await happenings[what]();
      expect(saving.state.state).toBe(to);
    },
  );

  test('has a draft exactly while something is not acknowledged', async () => {
    await ways[from]();
    expect(draft?.edits).toEqual(from === 'saved' ? undefined : [edit('a')]);
    expect(draft?.baseVersion).toBe(from === 'saved' ? undefined : 1);
  });
});

test('changes that follow each other closely are one save', async () => {
  for (const letter of ['a', 'ab', 'abc']) {
    change(letter);
    await clock.advance(400);
  }
  expect(server.saves).toEqual([]);
  await clock.advance(100);
  expect(server.saves).toEqual([{ text: 'abc', baseVersion: 1 }]);
});

test('a change while a save is under way is saved after it, on the version that it gave', async () => {
  await ways.saving();
  change('b');
  await clock.advance(5000);
  expect(server.saves).toHaveLength(1);
  await server.answer();
  expect(saving.state).toMatchObject({ state: 'saving', version: 2 });
  expect(draft).toEqual({ baseVersion: 2, edits: [edit('b')] });
  expect(server.saves[1]).toEqual({ text: 'b', baseVersion: 2 });
  await server.answer();
  expect(saving.state).toMatchObject({ state: 'saved', version: 3 });
  expect(draft).toBeUndefined();
});

test('Ctrl+S during a save waits for it, and saves what came meanwhile once', async () => {
  await ways.saving();
  change('b');
  const twice = Promise.all([saving.flush(), saving.flush()]);
  await server.answer();
  expect(server.saves).toHaveLength(2);
  await server.answer();
  await twice;
  expect(server.saves).toHaveLength(2);
  expect(saving.state).toMatchObject({ state: 'saved', version: 3 });
});

test('a save that failed is tried again with waits that double to half a minute', async () => {
  await ways.failed();
  expect(saving.state.message).toBe('Nobody answers.');
  const waits: number[] = [];
  for (let i = 0; i < 9; i++) {
    const [before, count] = [clock.now(), server.saves.length];
    while (server.saves.length === count) await clock.advance(500);
    waits.push(clock.now() - before);
    await server.answer(away);
  }
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('after a save that succeeded the waits begin anew', async () => {
  await ways.failed();
  await clock.advance(500);
  await server.answer(away);
  await clock.advance(1000);
  await server.answer();
  expect(saving.state).toMatchObject({ state: 'saved', message: undefined });
  change('b');
  await clock.advance(500);
  await server.answer(away);
  await clock.advance(500);
  expect(server.waiting).toBe(1);
});

test('what is here replaces what somebody else saved, on their version', async () => {
  await ways.conflict();
  expect(saving.state.theirs?.text).toBe('theirs');
  void saving.keepMine();
  await server.answer();
  expect(server.saves.at(-1)).toEqual({ text: 'a', baseVersion: 5 });
  expect(saving.state).toMatchObject({ state: 'saved', version: 6, theirs: undefined });
  expect(draft).toBeUndefined();
});

test('what is here is given up: its draft goes, and nothing of it is saved', async () => {
  await ways.conflict();
  change('b');
  saving.giveUp();
  expect(draft).toBeUndefined();
  await clock.advance(60_000);
  expect(server.saves).toHaveLength(1);
});

describe('an answer that comes late, after another text was opened', () => {
  test.each([
    ['stored', undefined],
    ['away', away],
    ['stale', stale(flow(5, 'theirs'))],
  ])('%s: changes nothing of the new one', async (_, problem) => {
    await ways.saving();
    saving.begin(9);
    change('new');
    await server.answer(problem);
    expect(saving.state).toEqual({ state: 'unsaved', version: 9, message: undefined, theirs: undefined });
    expect(draft).toEqual({ baseVersion: 9, edits: [edit('new')] });
    await clock.advance(500);
    expect(server.saves.at(-1)).toEqual({ text: 'new', baseVersion: 9 });
  });

  test('a text that is still being written is not sent any more', async () => {
    const written = Promise.withResolvers<string>();
    const slow = new Autosave({ text: () => written.promise, save: server.save, keepDraft: () => {}, clock });
    slow.begin(1);
    slow.changed([edit('a')]);
    await clock.advance(500);
    slow.begin(9);
    written.resolve('of before');
    await settled();
    expect(server.saves).toEqual([]);
    expect(slow.state.state).toBe('saved');
  });
});

test('another text that is opened has no draft of what was here', async () => {
  await ways.conflict();
  change('b');
  saving.begin(9);
  expect(draft).toBeUndefined();
});

describe('when it ends', () => {
  test('what is not saved is saved at once, and no timer is left', async () => {
    change('a');
    const ended = saving.end();
    await server.answer();
    await ended;
    expect(saving.state).toMatchObject({ state: 'saved', version: 2 });
    expect(clock.pending).toBe(0);
  });

  test('what cannot be saved stays in the draft, and is not tried again', async () => {
    change('a');
    const ended = saving.end();
    await server.answer(away);
    await ended;
    await clock.advance(60_000);
    expect(server.saves).toHaveLength(1);
    expect(draft?.edits).toEqual([edit('a')]);
    expect(clock.pending).toBe(0);
  });

  test('a conflict is not overwritten', async () => {
    await ways.conflict();
    await saving.end();
    expect(server.saves).toHaveLength(1);
    expect(draft?.edits).toEqual([edit('a')]);
  });
});
