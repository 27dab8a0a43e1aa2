import type { FlowSummary, Run } from '@headrace/api';
import { expect, test } from 'vitest';
import { runWords } from '../../../ui/states/run-states.ts';
import { arrangeFlows, statesInOrder } from './arrange-flows.ts';
import { type ListSettings, listAddress, readSettings, usual } from './list-settings.ts';

const flow = (name: string, more: Partial<FlowSummary> = {}): FlowSummary => ({
  id: name,
  name,
  description: '',
  state: 'valid',
  version: 1,
  updatedAt: 0,
  deletedAt: null,
  run: null,
  picture: { nodes: [], edges: [] },
  ...more,
});
const since = (startedAt: number, state: Run['state'] = 'running') => ({
  state,
  run: { state, startedAt } as Run,
});
const shown = (flows: FlowSummary[], settings: Partial<ListSettings>) =>
  arrangeFlows(flows, { ...usual, ...settings }).shown.map(({ name }) => name);

test('an address holds what is not usual, and gives it back', () => {
  expect(listAddress(usual)).toBe('/');
  const some: ListSettings = {
    search: 'a b&c',
    states: ['running', 'failed'],
    sort: 'name',
    order: 'desc',
    page: 3,
    pageSize: 25,
  };
  expect(listAddress(some)).toBe('/?q=a+b%26c&state=running,failed&sort=name&order=desc&page=3&size=25');
  expect(readSettings(listAddress(some).slice(1))).toEqual(some);
  expect(listAddress({ ...usual, sort: 'name', order: 'asc' })).toBe('/?sort=name');
});

test.each(['', '?state=nonsense&sort=constructor&order=up&page=-1&size=7', '?page=x&size=1e9&state=,,'])(
  'what makes no sense in an address is left out: %s',
  (query) => {
    expect(readSettings(query)).toEqual(usual);
  },
);

test('a search finds all of its words in name and description, whatever their case', () => {
  const flows = [flow('Orders EMEA'), flow('doors', { description: 'Orders of doors' }), flow('other')];
  expect(shown(flows, { search: ' orders ', sort: 'name', order: 'asc' })).toEqual(['doors', 'Orders EMEA']);
  expect(shown(flows, { search: 'emea ORDERS' })).toEqual(['Orders EMEA']);
  expect(shown(flows, { search: 'orders nothing' })).toEqual([]);
});

test('states are counted over what the search finds, also those that the filter leaves out', () => {
  const flows = [flow('a', { state: 'failed' }), flow('b', { state: 'draft' }), flow('c', { state: 'draft' })];
  const { counts, found } = arrangeFlows(flows, { ...usual, states: ['failed'] });
  expect(found).toBe(1);
  expect([...counts]).toEqual([
    ['failed', 1],
    ['draft', 2],
  ]);
});

test('names are sorted as people count', () => {
  const flows = ['flow 10', 'Flow 9', 'flow 1'].map((name) => flow(name));
  expect(shown(flows, { sort: 'name', order: 'asc' })).toEqual(['flow 1', 'Flow 9', 'flow 10']);
  expect(shown(flows, { sort: 'name', order: 'desc' })).toEqual(['flow 10', 'Flow 9', 'flow 1']);
});

test('by running time the longest comes first, and what does not run last in either order', () => {
  const flows = [flow('idle'), flow('new', since(200)), flow('old', since(100)), flow('done', since(50, 'stopped'))];
  expect(shown(flows, { sort: 'running', order: 'desc' })).toEqual(['old', 'new', 'done', 'idle']);
  expect(shown(flows, { sort: 'running', order: 'asc' }).slice(0, 2)).toEqual(['new', 'old']);
  expect(shown(flows, { sort: 'running', order: 'asc' }).slice(2).sort()).toEqual(['done', 'idle']);
});

test('by state what needs somebody comes first; every state has a place', () => {
  expect([...statesInOrder].sort()).toEqual(Object.keys(runWords).sort());
  const flows = [flow('a', { state: 'draft' }), flow('b', { state: 'running' }), flow('c', { state: 'failed' })];
  expect(shown(flows, { sort: 'state', order: 'asc' })).toEqual(['c', 'b', 'a']);
});

test('pages cut the sorted list; a page behind the last is the last', () => {
  const flows = Array.from({ length: 60 }, (_, i) => flow(`f${i}`, { updatedAt: i }));
  expect(shown(flows, { pageSize: 25 })).toHaveLength(25);
  expect(shown(flows, { pageSize: 25, page: 3 })).toEqual(shown(flows, { pageSize: 25, page: 99 }));
  expect(arrangeFlows(flows, { ...usual, pageSize: 25, page: 99 }).page).toBe(3);
  expect(arrangeFlows([], usual)).toMatchObject({ shown: [], found: 0, page: 1 });
});
