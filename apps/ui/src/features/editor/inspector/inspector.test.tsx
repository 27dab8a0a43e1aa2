// @vitest-environment happy-dom
import { within } from '@testing-library/dom';
import { act } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { holdRequests } from '../../../api/testing/held-requests.ts';
import { sampleRun, sampleSchema } from '../../../api/testing/samples.ts';
import { settled } from '../../../lib/testing/manual-clock.ts';
import { type EditorOnScreen, openEditor, renderInEditor } from '../testing/render-in-editor.tsx';
import type { TestEditor } from '../testing/test-editor.ts';
import { Inspector } from './inspector.tsx';

const requests = holdRequests();
let opened: TestEditor;
let screen: EditorOnScreen;
beforeEach(async () => {
  opened = await openEditor();
  screen = await renderInEditor(opened, <Inspector />);
});

const select = (...nodes: string[]) => screen.change(() => opened.select(...nodes));
const field = (name: string | RegExp) => screen.page.getByRole('textbox', { name });
const tab = (name: string) => screen.user.click(row().getByRole('tab', { name }));
const row = () => within(screen.page.getByRole('tablist', { name: 'Node' }));
const tabs = () =>
  row()
    .getAllByRole('tab')
    .map((one) => one.textContent);
/** Parts that are loaded when they are first seen are there. */
const there = (text: string) =>
  vi.waitFor(async () => {
    await act(settled);
    expect(screen.shown.text()).toContain(text);
  });
const answer = (address: RegExp, body: unknown) =>
  screen.change(async () => {
    await vi.waitFor(() => expect(requests().some((request) => address.test(request.address))).toBe(true));
    requests()
      .findLast((request) => address.test(request.address))
      ?.answer(200, body);
  });

describe('what is shown', () => {
  test('is how to begin while nothing is selected', () => {
    expect(screen.shown.text()).toBe('Select a node to see what it does and to change it.');
  });

  test('is the selected node with its type and its state', async () => {
    await select('emea');
    expect(field('Name of the node')).toHaveProperty('value', 'emea');
    expect(screen.shown.text()).toContain('Filter Valid');
    await select('open');
    expect(screen.shown.text()).toContain('Filter Not complete');
  });

  test('is the last of several, and how many they are', async () => {
    await select('orders', 'emea');
    expect(field('Name of the node')).toHaveProperty('value', 'emea');
    expect(screen.shown.text()).toContain('2 nodes selected');
  });

  test('goes with a node that is deleted, also by undo', async () => {
    await screen.change(() => opened.drag('filter'));
    expect(screen.page.getByRole('tablist', { name: 'Node' })).toBeTruthy();
    await screen.change(() => opened.press('undo'));
    expect(screen.shown.text()).toBe('Select a node to see what it does and to change it.');
  });

  test('says that a type is not known, and keeps the node', async () => {
    await screen.change(() => {
      opened.editor.document.gesture('Another type', (draft) => {
        if (draft.spec.nodes.emea) draft.spec.nodes.emea.type = 'teleport';
      });
    });
    await select('emea');
    expect(screen.shown.text()).toContain('There is no node type “teleport” here. The node is kept as it is.');
  });

  test('says why the last run failed, at the node where it did', async () => {
    const failure = { message: 'The topic EMEA is gone.', node: 'out', hasTrace: false };
    await screen.change(() => opened.page.server.putRun('f', sampleRun({ state: 'failed', failure })));
    await select('emea');
    expect(screen.shown.text()).not.toContain('The last run failed here.');
    await select('out');
    expect(screen.shown.text()).toContain('The last run failed here.');
    expect(screen.shown.text()).toContain('The topic EMEA is gone.');
    await screen.change(() => opened.page.server.putRun('f', sampleRun({ id: 'r2', state: 'running' })));
    expect(screen.shown.text()).not.toContain('The last run failed here.');
  });
});

describe('the name of a node', () => {
  beforeEach(() => select('emea'));
  const name = () => screen.page.getByRole<HTMLInputElement>('textbox', { name: 'Name of the node' });
  const type = async (text: string) => {
    await screen.user.clear(name());
    await screen.user.type(name(), text);
  };

  test('is changed with Enter wherever it stands, in one step', async () => {
    await type('europe{Enter}');
    expect(opened.nodes).toEqual(['orders', 'europe', 'open', 'out']);
    expect(opened.document.spec.nodes.out?.from).toBe('europe');
    expect(opened.selection).toEqual(['europe']);
    await screen.change(() => opened.press('undo'));
    expect(opened.nodes).toEqual(['orders', 'emea', 'open', 'out']);
  });

  test.each([
    ['orders', 'There is already a node called orders.'],
    ['__proto__', 'No node can have this name.'],
    ['   ', 'A node needs a name.'],
  ])('cannot be %j', async (text, message) => {
    await type(text);
    expect(screen.shown.text()).toContain(message);
    await screen.user.tab();
    expect(opened.nodes).toContain('emea');
    expect(name().value).toBe('emea');
    expect(screen.shown.text()).not.toContain(message);
  });

  test('is as before after Escape', async () => {
    await type('europe{Escape}');
    expect(name().value).toBe('emea');
    await screen.user.tab();
    expect(opened.nodes).toContain('emea');
  });
});

describe('the tabs', () => {
  test('are chosen by keyboard, and the cursor goes along', async () => {
    await select('emea');
    expect(tabs()).toEqual(['Form', 'Help', 'Output', 'SQL']);
    row().getByRole('tab', { name: 'Form' }).focus();
    await screen.user.keyboard('{ArrowRight}');
    expect([opened.editor.ui.state.inspectorTab, screen.focus()]).toEqual(['help', 'Help']);
    await screen.user.keyboard('{End}');
    expect(screen.focus()).toBe('SQL');
    await screen.user.keyboard('{ArrowRight}');
    expect(screen.focus()).toBe('Form');
  });

  test('have no output for a destination, which shows its form then', async () => {
    await select('emea');
    await tab('Output');
    await select('out');
    expect(tabs()).toEqual(['Form', 'Help', 'SQL']);
    expect(row().getByRole('tab', { selected: true }).textContent).toBe('Form');
    await select('emea');
    expect(row().getByRole('tab', { selected: true }).textContent).toBe('Output');
  });

  test('show the help of the type', async () => {
    await select('emea');
    await tab('Help');
    await there('condition');
    expect(screen.page.getByRole('tabpanel', { name: 'Help' })).toBeTruthy();
  });

  test('show the SQL of the node', async () => {
    await select('emea');
    await tab('SQL');
    await screen.wait(1000);
    await there("region = 'EMEA'");
  });
});

describe('the form', () => {
  const topics = [{ name: 'ORDERS' }, { name: 'RETURNS' }];
  const schema = sampleSchema();
  const config = (node: string) => opened.document.spec.nodes[node]?.config;

  test('changes the document, and Undo changes the form', async () => {
    await select('out');
    await answer(/connections$/, opened.page.server.registered);
    await screen.change(() => opened.write('out', 'topic', 'OTHER'));
    expect(screen.page.getByRole('combobox', { name: /topic/i })).toHaveProperty('value', 'OTHER');
    await screen.change(() => opened.press('undo'));
    expect(screen.page.getByRole('combobox', { name: /topic/i })).toHaveProperty('value', 'EMEA');
  });

  test('fills in what a chosen topic holds, and names the node by it', async () => {
    let added = '';
    await screen.change(() => {
      added = opened.drag('kafka-source');
    });
    await answer(/connections$/, opened.page.server.registered);
    await answer(/resources$/, topics);
    await screen.user.type(screen.page.getByRole('combobox', { name: /topic/i }), 'RETURNS{Enter}');
    await answer(/RETURNS/, schema);
    const now = opened.selection.at(-1) ?? '';
    expect(now).not.toBe(added);
    expect(config(now)).toMatchObject({ topic: 'RETURNS', columns: [{ name: 'id', type: 'BIGINT' }] });
  });

  test('is not filled in by an answer that comes after another topic was chosen', async () => {
    await screen.change(() => opened.drag('kafka-source'));
    await answer(/connections$/, opened.page.server.registered);
    await answer(/resources$/, topics);
    const topic = () => screen.page.getByRole('combobox', { name: /topic/i });
    await screen.user.type(topic(), 'RETURNS{Enter}');
    await vi.waitFor(() => expect(requests().some(({ address }) => address.includes('RETURNS'))).toBe(true));
    await screen.user.clear(topic());
    await screen.user.type(topic(), 'ORDERS{Enter}');
    const late = { ...schema, columns: [{ name: 'late', type: 'STRING', nullable: true, example: '' }] };
    await screen.change(() =>
      requests()
        .find(({ address }) => address.includes('RETURNS'))
        ?.answer(200, late),
    );
    await answer(/ORDERS/, schema);
    const now = opened.selection.at(-1) ?? '';
    expect(config(now)).toMatchObject({ topic: 'ORDERS', columns: [{ name: 'id', type: 'BIGINT' }] });
  });

  test('gets the cursor in the first field that must be decided', async () => {
    await screen.change(() => opened.drag('kafka-source'));
    await answer(/connections$/, opened.page.server.registered);
    expect(document.activeElement).toBe(screen.page.getByRole('combobox', { name: /topic/i }));
  });
});

describe('the output of a node', () => {
  beforeEach(async () => {
    await select('emea');
    await tab('Output');
  });
  const output = () => opened.document.spec.nodes.emea?.output;
  const click = (name: string) => screen.user.click(screen.page.getByRole('button', { name }));

  test('keeps all properties until one is taken out', async () => {
    expect(screen.page.getByRole('button', { name: 'Restore all' })).toHaveProperty('disabled', true);
    await screen.user.click(screen.page.getByRole('checkbox', { name: 'Keep amount' }));
    expect(output()).toEqual({ remove: ['amount'] });
    expect(field('amount leaves as')).toHaveProperty('disabled', true);
    await click('Restore all');
    expect(output()).toBeUndefined();
  });

  test('renames a property in one step of the history, and gives it back its name', async () => {
    await screen.user.clear(field('region leaves as'));
    await screen.user.type(field('region leaves as'), 'area');
    await screen.user.tab();
    expect(output()).toEqual({ rename: { region: 'area' } });
    await click('Restore region');
    expect(output()?.rename).toBeUndefined();
  });

  test('moves properties, and no further than the ends', async () => {
    expect(screen.page.getByRole('button', { name: 'region up' })).toHaveProperty('disabled', true);
    await click('region down');
    expect(output()?.order?.slice(0, 2)).toEqual(['amount', 'region']);
    await click('region up');
    expect(output()?.order?.slice(0, 2)).toEqual(['region', 'amount']);
  });

  test('of a node that is not complete is not there yet', async () => {
    await select('open');
    await act(settled);
    const text = screen.shown.text();
    expect(text).toMatch(/The properties appear here as soon as the node is complete\.|region/);
  });
});
