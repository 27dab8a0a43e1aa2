import type { PreviewEvent } from '@headrace/api';
import type { Diagnostic, PreviewPort } from '@headrace/flow';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ReadRow, readRow } from './result-buffer.ts';
import { type Listener, Viewers } from './viewers.ts';

const port: PreviewPort = {
  key: 'orders',
  node: 'orders',
  columns: [{ name: 'region', type: 'STRING' }],
  eventTime: undefined,
  cut: [],
  limit: 0,
};
const row = (text: string): ReadRow => readRow({ kind: 'INSERT', fields: ['0', null, [text], null] }, [port], 0);
const notice = (code: Diagnostic['code'], node: string, message = 'Look.'): Diagnostic => ({
  code,
  severity: 'info',
  message,
  place: { node },
});

let ended: ReturnType<typeof vi.fn<() => void>>;
let viewers: Viewers;
beforeEach(() => {
  vi.useFakeTimers();
  ended = vi.fn();
  viewers = new Viewers([port], ended);
});
afterEach(() => {
  viewers.close('ended', '', null);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** What one viewer is told, in short: rows by their texts, all else by its kind. */
function viewer(): { listener: Listener; told: string[] } {
  const told: string[] = [];
  const short = (event: PreviewEvent): string => {
    if (event.kind === 'rows') return `rows ${event.rows.map((r) => r.fields[0]).join()}`;
    if (event.kind === 'state') return `${event.state}: ${event.message}`;
    return event.kind === 'notice' ? event.diagnostic.message : event.kind;
  };
  return { listener: (event) => told.push(short(event)), told };
}

describe('a preview', () => {
  test('that nobody comes to look at ends', () => {
    vi.advanceTimersByTime(10_000);
    expect(ended).toHaveBeenCalledOnce();
  });

  test('outlives its last viewer for a while, and a reload of the page', () => {
    const [first, second] = [viewers.follow(() => {}), viewers.follow(() => {})];
    first();
    vi.advanceTimersByTime(60_000);
    second();
    vi.advanceTimersByTime(9_000);
    const again = viewers.follow(() => {});
    vi.advanceTimersByTime(60_000);
    expect(ended).not.toHaveBeenCalled();
    again();
    again();
    vi.advanceTimersByTime(10_000);
    expect(ended).toHaveBeenCalledOnce();
  });

  test('tells everybody who looks, and no one who has left', () => {
    const [one, two] = [viewer(), viewer()];
    viewers.follow(one.listener);
    viewers.follow(two.listener)();
    viewers.setState('running', 'Live');
    expect(one.told).toEqual(['running: Live']);
    expect(two.told).toEqual([]);
  });

  test('says a state once', () => {
    const { listener, told } = viewer();
    viewers.follow(listener);
    for (const message of ['Live', 'Live', 'Slow', 'Live']) viewers.setState('running', message);
    expect(told).toEqual(['running: Live', 'running: Slow', 'running: Live']);
  });
});

describe('rows', () => {
  test('go at once when they are the first, then in batches', () => {
    const { listener, told } = viewer();
    viewers.follow(listener);
    for (const text of ['a', 'b', 'c']) viewers.rows([row(text)]);
    expect(told).toEqual(['rows a']);
    vi.advanceTimersByTime(99);
    expect(told).toEqual(['rows a']);
    vi.advanceTimersByTime(1);
    expect(told).toEqual(['rows a', 'rows b,c']);
    vi.advanceTimersByTime(1_000);
    expect(told).toHaveLength(2);
    viewers.rows([row('d')]);
    expect(told.at(-1)).toBe('rows d');
  });

  test('that wait for their batch come before the end', () => {
    const { listener, told } = viewer();
    viewers.follow(listener);
    viewers.rows([row('a')]);
    viewers.rows([row('b')]);
    viewers.close('failed', 'No.', null);
    expect(told).toEqual(['rows a', 'rows b', 'failed: No.']);
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveLength(3);
    expect(ended).not.toHaveBeenCalled();
  });

  test('come to each viewer once, also when another one begins to look between two batches', () => {
    const [one, two] = [viewer(), viewer()];
    viewers.follow(one.listener);
    viewers.rows([row('a')]);
    viewers.rows([row('b')]);
    viewers.show(two.listener);
    viewers.follow(two.listener);
    vi.advanceTimersByTime(200);
    const rowsOf = (told: string[]) => told.filter((text) => text.startsWith('rows'));
    expect(rowsOf(one.told)).toEqual(['rows a', 'rows b']);
    expect(rowsOf(two.told)).toEqual(['rows a,b']);
  });
});

describe('a viewer who comes later', () => {
  test('is told what is true then: ports first, then the state, the rows, the counts and the notices', () => {
    viewers.setState('running', 'Live');
    viewers.rows([row('a'), row('b')]);
    viewers.counted({ orders: { out: {}, late: 2 } });
    viewers.notice(notice('source/untimed', 'orders'));
    const { listener, told } = viewer();
    viewers.show(listener);
    expect(told).toEqual(['ports', 'running: Live', 'rows a,b', 'counts', 'Look.']);
  });

  test('hears nothing of a job that was begun again', () => {
    viewers.rows([row('a')]);
    viewers.counted({ orders: { out: {}, late: 2 } });
    viewers.notice(notice('source/untimed', 'orders'));
    viewers.startAgain();
    const events: PreviewEvent[] = [];
    viewers.show((event) => events.push(event));
    expect(events.slice(2)).toEqual([
      { kind: 'rows', rows: [], counts: { orders: 0 }, watermarks: { orders: null } },
      { kind: 'counts', nodes: {} },
    ]);
  });

  test('hears the newest notice of each code at each node, in the order in which they came', () => {
    viewers.notice(notice('source/untimed', 'n', 'It waits.'));
    viewers.notice(notice('source/emptied', 'n', 'A value is left empty.'));
    viewers.notice(notice('source/untimed', 'm', 'The other waits.'));
    viewers.notice(notice('source/untimed', 'n', 'It no longer waits.'));
    const { listener, told } = viewer();
    viewers.show(listener);
    expect(told.slice(4)).toEqual(['A value is left empty.', 'The other waits.', 'It no longer waits.']);
  });

  test('hears no more than twenty notices, the newest', () => {
    for (let i = 0; i < 30; i++) viewers.notice(notice('source/untimed', `n${i}`, `${i}`));
    const { listener, told } = viewer();
    viewers.show(listener);
    expect(told.slice(4)).toEqual(Array.from({ length: 20 }, (_, i) => `${i + 10}`));
  });
});

test('secrets are hidden in states and notices, also for a later viewer', () => {
  const secret = 'password=hunter2hunter2';
  const now: PreviewEvent[] = [];
  viewers.follow((event) => now.push(event));
  viewers.setState('recovering', `It failed with ${secret}`);
  viewers.notice(notice('source/unreadable', 'orders', `It begins: ${secret}`));
  const later: PreviewEvent[] = [];
  viewers.show((event) => later.push(event));
  expect(JSON.stringify([now, later])).not.toContain('hunter2');
  expect(JSON.stringify(now)).toContain('It failed with');
});
