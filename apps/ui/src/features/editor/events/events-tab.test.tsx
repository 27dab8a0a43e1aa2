// @vitest-environment happy-dom
import type { PreviewEvent } from '@headrace/api';
import { within } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { EventsTab } from './events-tab.tsx';

let opened: TestEditor;
let screen: EditorOnScreen;
afterEach(() => void vi.restoreAllMocks());
beforeEach(async () => {
  // A page without a layout draws no rows: the table is told that it has room for twenty.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(560);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
  opened = await openEditor();
  screen = await renderInEditor(opened, <EventsTab />);
});

const columns = [
  { name: 'region', type: 'STRING' },
  { name: 'amount', type: 'INT' },
];
const send = (...events: PreviewEvent[]) =>
  screen.change(() => {
    const viewer = [...opened.page.server.viewers.values()].at(-1);
    for (const event of events) viewer?.event(event);
  });
type Row = Extract<PreviewEvent, { kind: 'rows' }>['rows'][number];
const row = (region: string | null, amount: string | null, change: Row['change'] = '+I', port = 'orders'): Row => ({
  port,
  change,
  fields: [region, amount],
  t: 0,
});
const rows = (...all: Row[]): PreviewEvent => ({
  kind: 'rows',
  rows: all,
  counts: { orders: all.length },
  watermarks: {},
});
const ports: PreviewEvent = { kind: 'ports', ports: { orders: columns, emea: columns } };
const pane = (port: string) => within(screen.page.getByRole('region', { name: `Events of ${port}` }));
const panes = () => screen.page.getAllByRole('region').map((region) => region.getAttribute('aria-label'));
const button = (name: string) => screen.page.getByRole('button', { name });
/** In the menu of the columns, which a page without a layout takes for being out of sight. */
const inMenu = (name: string) => screen.page.getByLabelText(name);
/** The rows of a table as texts, without when they came. */
const table = (port = 'orders') =>
  pane(port)
    .queryAllByRole('row')
    .slice(1)
    .map((line) => {
      const [kind, , ...cells] = within(line).getAllByRole('cell');
      return [kind, ...cells].map((cell) => cell?.textContent).join(' ');
    });

describe('the port that is shown', () => {
  test('is that of the source while nothing is selected, and of the selected node then', async () => {
    expect(panes()).toEqual(['Events of orders']);
    await screen.change(() => opened.select('emea'));
    expect(panes()).toEqual(['Events of emea']);
  });

  test('is that of the node that feeds a destination', async () => {
    await screen.change(() => opened.select('out'));
    expect(panes()).toEqual(['Events of emea']);
  });

  test('is chosen by hand until another node is selected', async () => {
    await screen.user.click(button('emea.unmatched'));
    expect(panes()).toEqual(['Events of emea.unmatched']);
    expect(button('emea.unmatched').getAttribute('aria-pressed')).toBe('true');
    await screen.change(() => opened.select('open'));
    expect(panes()).toEqual(['Events of open']);
  });

  test('is another when its node is deleted', async () => {
    await screen.change(() => opened.select('emea'));
    await screen.change(() => opened.press('delete'));
    expect(panes()).toEqual(['Events of orders']);
  });

  test('is said to be none in a flow without nodes', async () => {
    await screen.change(() => {
      opened.select(...opened.nodes);
      opened.press('delete');
    });
    expect(screen.shown.text()).toBe('Events appear here when the flow has a source.');
  });

  test('is chosen in a list where there are very many', async () => {
    await screen.change(() => {
      for (let i = 0; i < 6; i++) opened.drag('filter');
    });
    const list = screen.page.getByRole('combobox', { name: 'Events of' });
    await screen.user.selectOptions(list, 'emea');
    expect(panes()).toEqual(['Events of emea']);
  });
});

describe('two ports side by side', () => {
  test('are opened with another port beside, chosen apart, and closed', async () => {
    await screen.user.click(button('Compare side by side'));
    expect(panes()).toEqual(['Events of orders', 'Events of emea']);
    expect(screen.page.queryByRole('button', { name: 'Compare side by side' })).toBeNull();
    await screen.user.selectOptions(screen.page.getByRole('combobox', { name: 'And of' }), 'open');
    expect(panes()).toEqual(['Events of orders', 'Events of open']);
    await screen.user.click(button('Close this side'));
    expect(panes()).toEqual(['Events of orders']);
  });

  test('become one when the node at the side is deleted', async () => {
    await screen.user.click(button('Compare side by side'));
    await screen.change(() => opened.select('emea'));
    await screen.change(() => opened.press('delete'));
    expect(panes()).toEqual(['Events of orders']);
  });
});

describe('the table', () => {
  test('shows the newest events first, with what each changes, and NULL', async () => {
    await send(ports, rows(row('EMEA', '1'), row('APAC', null, '-U'), row('APAC', '2', '+U')));
    expect(table()).toEqual(['+U APAC 2', '−U APAC NULL', '+I EMEA 1']);
    expect(pane('orders').getByTitle('3 events since the preview began; the newest are kept here')).toBeTruthy();
    expect(pane('orders').getByRole('table').getAttribute('aria-rowcount')).toBe('4');
  });

  test('is searched, and says when nothing has the text', async () => {
    await send(ports, rows(row('EMEA', '1'), row('APAC', '2')));
    const search = screen.page.getByRole('searchbox', { name: 'Search the events' });
    await screen.user.type(search, 'apa');
    expect(table()).toEqual(['+I APAC 2']);
    await screen.user.type(search, 'x');
    expect(screen.shown.text()).toContain('None of the events kept here has that text.');
    await screen.user.keyboard('{Escape}');
    expect(table()).toHaveLength(2);
  });

  test('is held still while events come, and goes on with the newest', async () => {
    await send(ports, rows(row('EMEA', '1')));
    await screen.user.click(button('Hold still'));
    await send(rows(row('APAC', '2')));
    expect(table()).toEqual(['+I EMEA 1']);
    await screen.user.click(button('Go on live'));
    expect(table()).toEqual(['+I APAC 2', '+I EMEA 1']);
  });

  test('is emptied when the preview begins anew', async () => {
    await send(ports, rows(row('EMEA', '1')));
    await send(ports);
    expect(pane('orders').queryByRole('table')).toBeNull();
  });

  test('draws only what is in sight of thousands of events', async () => {
    await send(ports, rows(...Array.from({ length: 2500 }, (_, i) => row('EMEA', String(i)))));
    expect(pane('orders').getByRole('table').getAttribute('aria-rowcount')).toBe('2001');
    expect(table().length).toBeLessThan(100);
    expect(table()[0]).toBe('+I EMEA 2499');
  });
});

describe('columns', () => {
  const heads = () =>
    pane('orders')
      .getAllByRole('columnheader')
      .map((head) => head.textContent)
      .slice(2);
  const open = async () => {
    await send(ports, rows(row('EMEA', '1')));
    await screen.user.click(button('Columns'));
  };

  test('are hidden and shown again', async () => {
    await open();
    await screen.user.click(inMenu('region'));
    expect([heads(), table()]).toEqual([['amount'], ['+I 1']]);
    await screen.user.click(inMenu('region'));
    expect(heads()).toEqual(['region', 'amount']);
  });

  test('are moved, and no further than the ends', async () => {
    await open();
    expect(inMenu('region to the left')).toHaveProperty('disabled', true);
    expect(inMenu('amount to the right')).toHaveProperty('disabled', true);
    await screen.user.click(inMenu('region to the right'));
    expect([heads(), table()]).toEqual([['amount', 'region'], ['+I 1 EMEA']]);
    expect(inMenu('region to the right')).toHaveProperty('disabled', true);
  });

  test('stay as they are set while events come', async () => {
    await open();
    await screen.user.click(inMenu('region'));
    await send(rows(row('APAC', '2')));
    expect(table()).toEqual(['+I 2', '+I 1']);
  });
});

test('a download has what is shown: the search, the order of the columns, and kinds that no spreadsheet takes for formulas', async () => {
  const saved: Promise<string>[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) saved.push(blob.text());
    return 'blob:x';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  await send(ports, rows(row('EMEA', '1'), row('=1+1', '2', '+U'), row('APAC', null)));
  await screen.user.click(button('Columns'));
  await screen.user.click(inMenu('region to the right'));
  await screen.user.type(screen.page.getByRole('searchbox', { name: 'Search the events' }), 'a');
  await screen.user.click(button('Download as CSV'));
  expect((await saved[0])?.split(/\r?\n/).filter((line) => line !== '')).toEqual([
    'change,amount,region',
    'INSERT,,APAC',
    'INSERT,1,EMEA',
  ]);
});
