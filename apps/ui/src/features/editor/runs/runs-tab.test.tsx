// @vitest-environment happy-dom
import type { Run } from '@headrace/api';
import { within } from '@testing-library/dom';
import { beforeEach, describe, expect, test } from 'vitest';
import { putRun } from '../../../api/queries.ts';
import { holdRequests } from '../../../api/testing/held-requests.ts';
import { sampleRun } from '../../../api/testing/samples.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { RunsTab } from './runs-tab.tsx';

const requests = holdRequests();
let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <RunsTab />);
});

const answer = (...runs: Run[]) => screen.change(() => requests()[0]?.answer(200, runs));
/** The cells of a row of the table by the heads of their columns. */
function cells(n = 0): Record<string, string> {
  const [table] = screen.page.getAllByRole('table');
  const heads = within(table ?? document.body).getAllByRole('columnheader');
  const row = screen.page.getAllByRole('row')[n + 1];
  const found = [...(row?.children ?? [])].map((cell) => cell.textContent ?? '');
  return Object.fromEntries(heads.slice(0, 8).map((head, i) => [head.textContent ?? '', found[i] ?? '']));
}

test('a flow that has not run says what a run is', async () => {
  await answer();
  expect(screen.shown.text()).toContain('This flow has not run yet.');
});

test('runs that cannot be read say why', async () => {
  const problem = { code: 'flow/not-found', status: 404, title: 'There is no such flow. It may have been deleted.' };
  await screen.change(() => requests()[0]?.answer(404, problem));
  expect(screen.shown.text()).toBe('The runs could not be read. There is no such flow. It may have been deleted.');
});

test('a run is told with its state, its beginning and what it did', async () => {
  const hour = 3_600_000;
  await answer(
    sampleRun({
      state: 'stopped',
      flowVersion: 7,
      startedAt: 0,
      endedAt: 2 * hour,
      restarts: 3,
      from: { kind: 'earliest' },
      resumesFrom: 'savepoint',
      hasSavepoint: true,
      checkpoints: { completed: 12, lastAt: 0 },
    }),
  );
  expect(cells()).toMatchObject({
    State: expect.stringContaining('Stopped'),
    'Ran for': '2 h',
    Read: 'from the earliest event',
    Version: '7',
    Restarts: '3',
    Checkpoints: expect.stringMatching(/^12, last /),
    'What happened': 'Savepoint taken',
  });
});

test.each([
  [{ kind: 'now' }, 'from then on'],
  [{ kind: 'savepoint', run: 'r0' }, 'from a savepoint'],
  [{ kind: 'time', timestamp: Date.UTC(2026, 3, 7, 12) }, /^from 2026-04-0[678] \d\d:00:00$/],
] as const)('a run from %j says so', async (from, words) => {
  await answer(sampleRun({ from }));
  expect(cells().Read).toMatch(words);
});

test('the newest run comes first, and events change the list', async () => {
  await answer(sampleRun({ id: 'r2', startedAt: 2, flowVersion: 2 }), sampleRun({ state: 'failed' }));
  await screen.change(() => putRun(sampleRun({ id: 'r3', startedAt: 3, flowVersion: 3, state: 'submitting' })));
  expect([0, 1, 2].map((n) => cells(n).Version)).toEqual(['3', '2', '1']);
  await screen.change(() => putRun(sampleRun({ id: 'r3', startedAt: 3, flowVersion: 3, state: 'running' })));
  expect(cells().State).toContain('Running');
});

test('a run shows what it waits for', async () => {
  await answer(sampleRun({ state: 'job-missing', notice: 'It waits for a slot of Flink.' }));
  expect(cells()['What happened']).toContain('It waits for a slot of Flink.');
});

describe('a run that failed', () => {
  const failure = { message: 'The topic EMEA does not exist.', node: 'out', hasTrace: true };
  beforeEach(() => answer(sampleRun({ state: 'failed', failure })));
  const openTrace = () =>
    screen.change(() => {
      const trace = screen.page.getByText('Trace').closest('details');
      if (trace) trace.open = true;
      trace?.dispatchEvent(new Event('toggle'));
    });

  test('says why, and leads to the node', async () => {
    expect(cells()['What happened']).toContain('The topic EMEA does not exist.');
    await screen.user.click(screen.page.getByRole('button', { name: 'out' }));
    expect(opened.selection).toEqual(['out']);
  });

  test("gives Flink's own words only when somebody asks", async () => {
    expect(requests()).toHaveLength(1);
    await openTrace();
    expect(requests().at(-1)?.address).toBe('/api/runs/r1/trace');
    expect(screen.shown.text()).toContain('Loading…');
    await screen.change(() => requests().at(-1)?.answer(200, { trace: 'at org.apache.flink…' }));
    expect(screen.shown.text()).toContain('at org.apache.flink…');
  });

  test('says who may read the trace when a person may not', async () => {
    await openTrace();
    const refusal = { code: 'http/forbidden', status: 403, title: 'Only administrators may read traces.' };
    await screen.change(() => requests().at(-1)?.answer(403, refusal));
    expect(screen.shown.text()).toContain('Only administrators may read traces.');
  });
});

test('the history is told newest first', async () => {
  const history = [
    { at: 1000, message: 'Submitted.' },
    { at: 2000, message: 'Running.' },
  ];
  await answer(sampleRun({ history }));
  const items = screen.page.getAllByRole('listitem', { hidden: true }).map((item) => item.textContent);
  expect(items.map((text) => text?.split(': ').at(-1))).toEqual(['Running.', 'Submitted.']);
});

describe('the counts of a run', () => {
  const counts: Run['counts'] = {
    orders: { in: 1234, out: { out: 1230 }, unreadable: 4 },
    out: { out: {}, written: 1230 },
  };

  test('have a column for what happened, and dashes for what is not known', async () => {
    await answer(sampleRun({ counts }));
    const table = screen.page.getAllByRole('table', { hidden: true })[1];
    const lines = [...(table?.querySelectorAll('tr') ?? [])].map((line) =>
      [...line.children].map((cell) => cell.textContent).join(' '),
    );
    expect(lines).toEqual(['Node In Out Written Unreadable', 'orders 1.2 k 1.2 k – 4', 'out – – 1.2 k –']);
    expect(screen.page.getByTitle('1 234')).toBeTruthy();
  });

  test('say that restarts count events again', async () => {
    await answer(sampleRun({ counts, restarts: 1 }));
    expect(screen.shown.text()).toContain('Events that were read again after a restart are counted again.');
  });
});
