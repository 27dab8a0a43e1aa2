import type { PreviewEvent, Run } from '@headrace/api';
import { beforeEach, expect, test } from 'vitest';
import { settled } from '../../lib/testing/manual-clock.ts';
import { TestPage } from './testing/test-editor.ts';

const flow = (name: string, expression = "region = 'EMEA'") => `# ${name}
apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: ${name}}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS, columns: [{name: region, type: STRING}]}
    ${name}: {type: filter, from: orders, config: {expression: "${expression}"}}
`;

let page: TestPage;
beforeEach(() => {
  page = new TestPage();
  page.server.put('a', flow('first'), 3);
  page.server.put('b', flow('second'), 7);
});

test('saves a moment after a gesture, and keeps the draft until the server has it', async () => {
  const editor = await page.open('a');
  editor.write('first', 'expression', "region = 'NA'");
  expect(editor.editor.saving.state.state).toBe('unsaved');
  expect(page.drafts.get('a')?.edits).toHaveLength(1);
  await editor.wait(500);
  expect(page.server.saves).toEqual([{ flow: 'a', baseVersion: 3, text: flow('first', "region = 'NA'") }]);
  expect(editor.editor.saving.state).toMatchObject({ state: 'saved', version: 4 });
  expect(page.drafts.has('a')).toBe(false);
});

test('an edit just before another flow is opened is saved to its own flow, and changes nothing of the other', async () => {
  const a = await page.open('a');
  page.server.hold('save');
  a.write('first', 'expression', "region = 'NA'");
  await a.wait(100);
  await a.leave();
  const b = await page.open('b');
  page.server.release('save');
  await settled();
  expect(page.server.saves).toEqual([{ flow: 'a', baseVersion: 3, text: flow('first', "region = 'NA'") }]);
  expect(page.server.flows.get('a')?.version).toBe(4);
  expect(b.editor.saving.state).toMatchObject({ state: 'saved', version: 7, theirs: undefined });
  b.write('second', 'expression', "region = 'SA'");
  await b.wait(500);
  expect(page.server.saves[1]).toMatchObject({ flow: 'b', baseVersion: 7 });
  expect(b.editor.saving.state).toMatchObject({ state: 'saved', version: 8 });
});

test('a conflict of a flow that was left stays with it: its edits are in its draft', async () => {
  const a = await page.open('a');
  a.write('first', 'expression', "region = 'NA'");
  page.server.put('a', flow('first', 'changed elsewhere'), 4);
  await a.leave();
  const b = await page.open('b');
  await settled();
  expect(page.server.saves).toHaveLength(1);
  expect(b.editor.saving.state).toMatchObject({ state: 'saved', theirs: undefined });
  expect(page.drafts.get('a')).toMatchObject({ baseVersion: 3 });
  await b.leave();
  const again = await page.open('a');
  expect(again.editor.saving.state).toMatchObject({ state: 'conflict', theirs: { version: 4 } });
});

test('a flow that was left is not saved again when the server refuses', async () => {
  const a = await page.open('a');
  a.write('first', 'expression', "region = 'NA'");
  page.server.setAway(true);
  await a.leave();
  await page.clock.advance(120_000);
  expect(page.server.saves).toHaveLength(1);
  expect(page.drafts.has('a')).toBe(true);
  expect(page.clock.pending).toBe(0);
});

test('late answers to a flow that was left show nowhere', async () => {
  page.server.hold('check');
  page.server.hold('preview');
  const a = await page.open('a');
  await a.wait(10);
  expect(page.server.previews).toHaveLength(1);
  await a.leave();
  const b = await page.open('b');
  const before = [b.editor.analysis.state, b.editor.preview.state, b.editor.ui.state];
  page.server.release('check');
  page.server.release('preview');
  await settled();
  // The server ends a preview that nobody looks at.
  expect([...page.server.viewers.keys()]).toEqual([]);
  expect(a.editor.preview.state.status).toBe('off');
  expect([b.editor.analysis.state, b.editor.preview.state, b.editor.ui.state]).toEqual(before);
});

test('a flow that was left before the server answered is not opened', async () => {
  page.server.hold('get');
  const a = await page.open('a');
  expect(a.editor.opening.getState().status).toBe('loading');
  await a.leave();
  page.server.release('get');
  await settled();
  expect(a.editor.document.opened).toBeUndefined();
  expect(page.clock.pending).toBe(0);
});

test('a flow that is opened again while it is saved has no conflict with itself', async () => {
  const a = await page.open('a');
  page.server.hold('save');
  a.write('first', 'expression', "region = 'NA'");
  await a.leave();
  const again = await page.open('a');
  expect(again.editor.opening.getState().status).toBe('loading');
  page.server.release('save');
  await settled();
  expect(again.editor.saving.state).toMatchObject({ state: 'saved', version: 4 });
  expect(again.document.spec.nodes.first?.config?.expression).toBe("region = 'NA'");
});

test('a flow is opened again with its draft when the last save does not answer', async () => {
  const a = await page.open('a');
  page.server.hold('save');
  a.write('first', 'expression', "region = 'NA'");
  await a.leave();
  const again = await page.open('a');
  await again.wait(3000);
  expect(again.document.spec.nodes.first?.config?.expression).toBe("region = 'NA'");
});

test('after it ended, an editor has no timer, no viewer and no follower left', async () => {
  const a = await page.open('a');
  await a.wait(1000);
  a.write('first', 'expression', "region = 'NA'");
  expect(page.clock.pending).toBeGreaterThan(0);
  await a.leave();
  await settled();
  expect(page.clock.pending).toBe(0);
  expect(page.server.viewers.size).toBe(0);
  page.server.putRun('a', { id: 'r' } as Run);
  expect(a.editor.run.getState().run).toBeUndefined();
});

test('opens by itself when the server is back', async () => {
  page.server.setAway(true);
  const a = await page.open('a');
  expect(a.editor.opening.getState()).toMatchObject({ status: 'failed', message: 'Headrace does not answer.' });
  page.server.setAway(false);
  await a.wait(2000);
  expect(a.editor.opening.getState().status).toBe('ready');
});

test('a flow that a person opens while it would be tried again is opened once: what was done in it stays', async () => {
  page.server.setAway(true);
  const a = await page.open('a');
  await page.clock.advance(1900);
  expect(a.editor.opening.getState().status).toBe('failed');
  page.server.setAway(false);
  await a.editor.open();
  a.write('first', 'expression', "region = 'NA'");
  const { current } = a.editor.document;
  await page.clock.advance(200);
  expect(a.editor.document.current).toBe(current);
  expect(a.editor.document.store.getState().history.done).toHaveLength(1);
});

test('a flow that is opened twice at once is shown once, as the later answer has it', async () => {
  page.server.setAway(true);
  const a = await page.open('a');
  page.server.setAway(false);
  page.server.hold('get');
  const both = [a.editor.open(), a.editor.open()];
  page.server.release('get');
  await Promise.all(both);
  a.write('first', 'expression', "region = 'NA'");
  await a.wait(5000);
  expect(a.editor.opening.getState().status).toBe('ready');
  expect(a.editor.document.store.getState().history.done).toHaveLength(1);
  expect(page.server.flows.get('a')?.text).toBe(flow('first', "region = 'NA'"));
  expect(a.problems).toEqual([]);
});

test('a draft of a flow whose text somebody else broke is kept: the page says what is wrong with the text', async () => {
  const a = await page.open('a');
  page.server.setAway(true);
  a.write('first', 'expression', "region = 'NA'");
  await a.leave();
  page.server.setAway(false);
  page.server.put('a', 'apiVersion: [broken', 4);
  const again = await page.open('a');
  await page.clock.advance(3000);
  expect(again.editor.opening.getState()).toMatchObject({
    status: 'unreadable',
    text: 'apiVersion: [broken',
    faults: [{ code: 'document/syntax' }],
  });
  expect(page.drafts.get('a')?.edits).toHaveLength(1);
  expect(page.server.flows.get('a')?.version).toBe(4);
});

test('an older version beside the newest: each shows its own, and an edit of the older one is a conflict', async () => {
  page.server.put('a', flow('first', "region = 'SA'"), 4);
  const [old, newest] = [await page.open('a', 3), await page.open('a')];
  const expression = (of: typeof old) => of.editor.document.current?.spec.nodes.first?.config;
  expect(expression(old)).toEqual({ expression: "region = 'EMEA'" });
  expect(expression(newest)).toEqual({ expression: "region = 'SA'" });
  newest.write('first', 'expression', "region = 'ANZ'");
  await newest.wait(500);
  expect(newest.editor.saving.state).toMatchObject({ state: 'saved', version: 5 });
  expect(old.editor.saving.state).toMatchObject({ state: 'saved', version: 3 });
  old.write('first', 'expression', "region = 'NA'");
  await old.wait(500);
  expect(old.editor.saving.state).toMatchObject({ state: 'conflict', theirs: { version: 5 } });
  expect(page.server.flows.get('a')?.text).toBe(flow('first', "region = 'ANZ'"));
  // What was edited there is no draft of the newest version.
  await old.leave();
  expect([...page.drafts.keys()]).toEqual(['a@3']);
});

test('a version that there is not is said, and is not asked for again', async () => {
  const editor = await page.open('a', 99);
  expect(editor.editor.opening.getState()).toMatchObject({ status: 'failed', message: 'There is no such flow.' });
});

test('two flows side by side: gestures, undo, selection, columns, saving, runs and rows are of one each', async () => {
  const [a, b] = [await page.open('a'), await page.open('b')];
  const added = a.drag('filter', 100, 100);
  a.connect('orders', added);
  expect(a.nodes).toEqual(['orders', 'first', added]);
  expect(b.nodes).toEqual(['orders', 'second']);
  b.select('second');
  expect([a.selection, b.selection]).toEqual([[added], ['second']]);
  b.press('delete');
  expect(b.nodes).toEqual(['orders']);
  a.press('undo');
  a.press('undo');
  expect(a.nodes).toEqual(['orders', 'first']);
  b.press('undo');
  expect(b.nodes).toEqual(['orders', 'second']);
  await page.clock.advance(1000);
  expect(page.server.saves.map((save) => save.flow).sort()).toEqual(['a', 'b']);
  expect(Object.keys(a.editor.analysis.state.nodes)).toEqual(['orders', 'first']);
  expect(Object.keys(b.editor.analysis.state.nodes)).toEqual(['orders', 'second']);

  page.server.putRun('a', { id: 'run of a', state: 'running' } as Run);
  expect([a, b].map(({ editor }) => editor.run.getState().run?.id)).toEqual(['run of a', undefined]);

  const event = (name: string): PreviewEvent => ({ kind: 'ports', ports: { [name]: [{ name, type: 'STRING' }] } });
  for (const [id, viewer] of page.server.viewers) viewer.event(event(id.endsWith('a') ? 'first' : 'second'));
  expect([a, b].map(({ editor }) => editor.preview.state.ports)).toEqual([['first'], ['second']]);
  expect(a.editor.preview.ports.at('second').columns).toEqual([]);

  await a.leave();
  expect(page.server.viewers.size).toBe(1);
  expect(b.editor.preview.state.ports).toEqual(['second']);
  b.write('second', 'expression', "region = 'SA'");
  await page.clock.advance(1000);
  expect(b.editor.saving.state).toMatchObject({ state: 'saved', version: 9 });
});

test('one flow twice: the editor that saves later gets the conflict, and the other does not', async () => {
  const [one, two] = [await page.open('a'), await page.open('a')];
  one.write('first', 'expression', "region = 'NA'");
  await page.clock.advance(500);
  two.write('first', 'expression', "region = 'SA'");
  await page.clock.advance(500);
  expect(one.editor.saving.state).toMatchObject({ state: 'saved', version: 4, theirs: undefined });
  expect(two.editor.saving.state).toMatchObject({ state: 'conflict', theirs: { version: 4 } });
  expect(two.document.spec.nodes.first?.config?.expression).toBe("region = 'SA'");
  await two.editor.takeTheirs();
  await settled();
  expect(two.document.spec.nodes.first?.config?.expression).toBe("region = 'NA'");
  expect(two.editor.saving.state).toMatchObject({ state: 'saved', version: 4 });
});

test('after a conflict, what is here can replace what somebody else saved', async () => {
  const a = await page.open('a');
  page.server.put('a', flow('first', 'theirs'), 4);
  a.write('first', 'expression', "region = 'NA'");
  await a.wait(500);
  expect(a.editor.saving.state.state).toBe('conflict');
  a.write('first', 'expression', "region = 'SA'");
  await a.wait(60_000);
  expect(page.server.saves).toHaveLength(1);
  await a.editor.saving.keepMine();
  expect(a.editor.saving.state).toMatchObject({ state: 'saved', version: 5 });
  expect(page.server.flows.get('a')?.text).toContain("region = 'SA'");
});

test('a save that answers after theirs were taken changes nothing', async () => {
  const a = await page.open('a');
  page.server.hold('save');
  a.write('first', 'expression', "region = 'NA'");
  await a.wait(500);
  a.editor.saving.conflict({ id: 'a', version: 9, text: flow('first', 'theirs'), updatedAt: 0, trusted: true });
  await a.editor.takeTheirs();
  page.server.release('save');
  await settled();
  expect(a.editor.saving.state).toMatchObject({ state: 'saved', version: 9 });
});

test('a compiler that hangs on a document is ended; the document can still be saved, and undo compiles it again', async () => {
  const poison = 'POISON';
  const holdsPoison = (asked: object) => JSON.stringify(asked).includes(poison) && !('edits' in asked);
  page.configureWorker = (worker) => {
    worker.hangsOn = holdsPoison;
  };
  const [a, b] = [await page.open('a'), await page.open('b')];
  a.write('first', 'expression', poison);
  await page.clock.advance(20_000);
  expect(a.problems).toContain('compiler/timeout');
  await page.clock.advance(20_000);
  expect(page.workers.length).toBeGreaterThanOrEqual(3);
  expect(a.problems).toContain('compiler/timeout');
  expect(page.server.flows.get('a')?.text).toContain(poison);
  // The other document of the page is compiled again, and follows its changes.
  expect(b.problems).toEqual([]);
  b.write('second', 'expression', undefined);
  await page.clock.advance(100);
  expect(b.editor.analysis.state.nodes.second?.state).toBe('unconfigured');
  a.press('undo');
  await page.clock.advance(100);
  expect(a.problems).toEqual([]);
  expect(a.editor.analysis.state.nodes.first?.state).toBe('valid');
});

test('a change while a document is opened again, which still hangs, is compiled after that', async () => {
  page.configureWorker = (worker) => {
    worker.hangsOn = (asked) => JSON.stringify(asked).includes('POISON') && !('edits' in asked);
  };
  const a = await page.open('a');
  a.write('first', 'expression', 'POISON');
  await page.clock.advance(25_000);
  a.press('undo');
  await page.clock.advance(100);
  expect(a.problems).toContain('compiler/timeout');
  await page.clock.advance(20_000);
  expect(a.problems).toEqual([]);
  expect(a.editor.analysis.state.nodes.first?.describes).toBe("region = 'EMEA'");
});

test('a compiler that throws on a change gets the whole document again', async () => {
  let broken = true;
  page.configureWorker = (worker) => {
    worker.throwsOn = (asked) => asked.kind === 'edit' && broken;
  };
  const a = await page.open('a');
  a.write('first', 'expression', "region = 'NA'");
  await a.wait(100);
  expect(a.editor.analysis.state.nodes.first?.describes).toBe("region = 'NA'");
  expect(a.problems).toEqual([]);
  broken = false;
  a.write('first', 'expression', "region = 'SA'");
  await a.wait(100);
  expect(a.editor.analysis.state.nodes.first?.describes).toBe("region = 'SA'");
});

test('a document on which the compiler throws each time is said to be a fault of Headrace; undo compiles it again', async () => {
  page.configureWorker = (worker) => {
    worker.throwsOn = (asked) => asked.kind !== 'patched' && JSON.stringify(asked).includes('POISON');
  };
  const a = await page.open('a');
  a.write('first', 'expression', 'POISON');
  await a.wait(100);
  expect(a.problems).toContain('compiler/failed');
  a.press('undo');
  await a.wait(100);
  expect(a.problems).toEqual([]);
});

test('a worker that ends is started again with all documents of the page', async () => {
  const [a, b] = [await page.open('a'), await page.open('b')];
  a.drag('filter');
  await settled();
  page.workers[0]?.fails('out of memory');
  await page.clock.advance(100);
  expect(page.workers).toHaveLength(2);
  expect(Object.keys(a.editor.analysis.state.nodes).sort()).toEqual(a.nodes.toSorted());
  expect(a.problems).not.toContain('compiler/lost');
  expect(b.problems).toEqual([]);
});

test('a text that the compiler cannot open is said, and opened when somebody tries again', async () => {
  page.configureWorker = (worker) => {
    worker.hangsOn = (asked) => asked.kind === 'open' && page.workers.length === 1;
  };
  const a = await page.open('a');
  await page.clock.advance(20_000);
  expect(a.editor.opening.getState()).toMatchObject({
    status: 'failed',
    message: 'Compiling the flow did not end within 20 s, so it was stopped. Undo the last change, or split the flow.',
  });
  page.configureWorker = () => {};
  await a.editor.open();
  expect(a.editor.opening.getState().status).toBe('ready');
});
