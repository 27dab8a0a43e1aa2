// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { history } from '../../lib/history.ts';
import { networkAddress } from './settings/settings.ts';
import { evaluate, takeWorld, useNetwork } from './store.ts';
import { fileOf, NetworkTest, nameOf, podOf, policyOf, type Screen, worldOf } from './testing/network-test.tsx';

const shop = worldOf(
  podOf('web'),
  podOf('db'),
  policyOf(
    'db',
    'podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]}]',
  ),
);
const said = (page: Screen) => page.one('complementary', 'Explanation').textContent ?? '';

test('shows what the chosen tab says, moves between tabs by arrow keys, and leaves no step for the Back button', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const steps = history.length;
  expect(
    page.all('tab').map((tab) => [nameOf(tab).replace(/ \(\d+\)/, ''), tab.getAttribute('aria-selected')]),
  ).toEqual([
    ['Matrix', 'true'],
    ['Graph', 'false'],
    ['List', 'false'],
    ['Findings', 'false'],
    ['Policies (YAML)', 'false'],
  ]);
  await page.focus(page.one('tab', 'Matrix'));
  await page.press('ArrowLeft');
  expect(host.settings.tab).toBe('yaml');
  await page.press('Home');
  await page.press('ArrowRight');
  expect(host.settings.tab).toBe('graph');
  expect(document.activeElement).toBe(page.one('tab', 'Graph'));
  expect(page.one('tabpanel').getAttribute('aria-labelledby')).toBe(page.one('tab', 'Graph').id);
  expect(page.all('group', 'Who may reach whom')).toHaveLength(1);
  expect(history.length).toBe(steps);
  expect(document.title).toBe('Network policies – Headrace');
});

test('is evaluated anew when a setting changes, and not when only the tab does', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const views = () => host.worker.asked.filter(({ kind }) => kind === 'view').length;
  expect(views()).toBe(1);
  await page.click(page.one('tab', 'List'));
  expect(views()).toBe(1);
  await page.fill(page.field('Search by name'), 'db');
  expect(views()).toBe(2);
});

test('makes one view of what changes while one is made', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const release = host.hold('view');
  for (const text of ['d', 'db', 'db ', 'db']) await page.fill(page.field('Search by name'), text);
  expect(page.text()).toContain('Evaluating');
  await release();
  const asked = host.worker.asked.flatMap((one) => (one.kind === 'view' ? [one.settings.search] : []));
  expect(asked).toEqual(['', 'd', 'db']);
  expect(page.text()).not.toContain('Evaluating');
  expect(useNetwork.getState().view?.grid.rows.map((row) => row.title)).toContain('db');
});

test('shows the answer to the newer of two questions, whichever is answered later', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const release = host.hold('explain');
  await page.click(page.one('gridcell', /^web to db, TCP 5432/));
  await page.click(page.one('gridcell', 'Anyone to db, TCP 5432: Denied'));
  await release();
  expect(said(page)).toContain('Anyone outside → shop/db[Pod]');
  expect(said(page)).toContain('TCP 5432 is not let through.');
});

test('shows no answer that comes after its question was closed', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const release = host.hold('explain');
  await page.click(page.one('gridcell', /^web to db, TCP 5432/));
  expect(page.all('complementary')).toHaveLength(1);
  await page.press('Escape', document.body);
  await release();
  expect(page.all('complementary')).toEqual([]);
  expect(useNetwork.getState().answer).toBeUndefined();
});

test('asks the same question again in the next view, where its ends have other numbers', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  await page.click(page.one('gridcell', /^web to db, TCP 5432/));
  const before = useNetwork.getState().question;
  const opened = worldOf(podOf('a'), podOf('b'), podOf('web'), podOf('db'));
  await act(async () => {
    takeWorld(opened);
    await host.idle();
  });
  expect(useNetwork.getState().question).not.toEqual(before);
  expect(said(page)).toContain('shop/web[Pod] → shop/db[Pod]');
  expect(said(page)).toContain('No policy restricts what goes into shop/db[Pod].');
});

test('closes an explanation whose ends are not in the next view', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  await page.click(page.one('gridcell', /^web to db, TCP 5432/));
  await act(async () => {
    takeWorld(worldOf(podOf('other')));
    await host.idle();
  });
  expect(page.all('complementary')).toEqual([]);
});

test('keeps the explanation that is shown when a question is asked of a view that has gone', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  await page.click(page.one('gridcell', /^web to db, TCP 5432/));
  const { answer } = useNetwork.getState();
  const cell = page.one('gridcell', 'Anyone to db, TCP 5432: Denied');
  useNetwork.setState((state) => ({ view: state.view && { ...state.view, number: state.view.number - 1 } }));
  await page.click(cell);
  expect(useNetwork.getState().answer).toBe(answer);
  expect(said(page)).toContain('shop/web[Pod] → shop/db[Pod]');
});

test('says that the evaluator ended, keeps what is shown, and starts another one with the next change', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const release = host.hold('view');
  await page.fill(page.field('Search by name'), 'w');
  await act(async () => {
    host.worker.fails('out of memory');
    await host.idle();
  });
  await release();
  expect(page.text()).toContain('This could not be evaluated.');
  expect(page.text()).toContain('What is shown is older.');
  expect(page.all('gridcell', /^web to db/)).toHaveLength(1);
  const { length } = host.workers;
  await page.fill(page.field('Search by name'), 'web');
  expect(host.workers).toHaveLength(length + 1);
  expect(page.text()).not.toContain('This could not be evaluated.');
});

test('ends the evaluation of files when others are chosen, and shows those', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const release = host.hold('view');
  await act(async () => takeWorld(worldOf(podOf('slow'))));
  const slow = host.worker;
  await act(async () => takeWorld(worldOf(podOf('quick'))));
  await release();
  expect(slow.ended).toBe(true);
  expect(page.text()).not.toContain('This could not be evaluated.');
  expect(page.all('columnheader').map(nameOf)).toContain('quick');
  expect(page.all('columnheader').map(nameOf)).not.toContain('slow');
});

test('counts what the review found in the name of its tab', async () => {
  const page = await new NetworkTest().page({}, shop);
  const { view } = useNetwork.getState();
  const count = (view?.review.length ?? 0) + (view?.diagnostics.length ?? 0);
  expect(count).toBeGreaterThan(0);
  expect(page.one('tab', `Findings (${count})`)).toBeDefined();
});

test('takes files that are dropped anywhere, says while they are over it where they go, and leaves text alone', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  const target = page.element.querySelector('.network');
  const drag = async (type: string, types: string[], files: File[] = []) => {
    const event = new Event(type, { bubbles: true, cancelable: true });
    const items = files.map((file) => ({ webkitGetAsEntry: () => null, getAsFile: () => file }));
    Object.defineProperty(event, 'dataTransfer', { value: { types, items } });
    await act(async () => {
      target?.dispatchEvent(event);
      await host.idle();
    });
    return event.defaultPrevented;
  };
  expect(await drag('dragover', ['text/plain'])).toBe(false);
  expect(page.text()).not.toContain('Drop YAML or JSON files');
  expect(await drag('dragover', ['Files'])).toBe(true);
  expect(page.text()).toContain('Drop YAML or JSON files, or a folder. They stay in this browser.');
  await drag('dragleave', ['Files']);
  expect(page.text()).not.toContain('Drop YAML or JSON files');
  await drag('dragover', ['Files']);
  await drag('drop', ['Files'], [fileOf('a.yaml', podOf('dropped')).file]);
  expect(page.text()).not.toContain('Drop YAML or JSON files');
  expect(page.all('columnheader').map(nameOf)).toContain('dropped');
});

test('says that something that was dropped cannot be read, and keeps what is shown', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  const refuse = (_: unknown, reject: (e: DOMException) => void) => reject(new DOMException('gone', 'NotFoundError'));
  const entry = { isFile: true, isDirectory: false, fullPath: '/gone.yaml', file: refuse };
  const event = new Event('drop', { bubbles: true, cancelable: true });
  const items = [{ webkitGetAsEntry: () => entry, getAsFile: () => null }];
  Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items } });
  await act(async () => {
    page.element.querySelector('.network')?.dispatchEvent(event);
    await host.idle();
  });
  expect(page.text()).toContain('gone.yaml could not be read');
  expect(page.all('gridcell', /^web to db/)).toHaveLength(1);
});

test('unfolds the form on narrow screens by a button that says whether it is open', async () => {
  const page = await new NetworkTest().page();
  const button = page.one('button', 'Files and installation');
  expect(button.getAttribute('aria-expanded')).toBe('false');
  await page.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
});

test('follows the address when somebody goes back', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, shop);
  await act(async () => {
    history.push(networkAddress({ ...host.settings, tab: 'findings' }));
    await host.idle();
  });
  expect(page.all('heading', 'Review')).toHaveLength(1);
  await act(async () => {
    history.back();
    await evaluate();
    await host.idle();
  });
  expect(host.settings.tab).toBe('matrix');
});
