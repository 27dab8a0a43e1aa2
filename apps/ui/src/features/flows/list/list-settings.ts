import type { FlowSummary } from '@headrace/api';
import { runWords } from '../../../ui/states/run-states.ts';

export type FlowState = FlowSummary['state'];

/** What the list can be sorted by, and the order that the first click on a column gives. */
export const sortings = { name: 'asc', state: 'asc', running: 'desc', edited: 'desc' } as const;
export type Sorting = keyof typeof sortings;
export type Order = 'asc' | 'desc';

/** How many flows a page of the list shows. */
export const pageSizes = [25, 50, 100];

/** What somebody wants to see of the list; it stands in the address. */
export interface ListSettings {
  readonly search: string;
  /** All when empty. */
  readonly states: readonly FlowState[];
  readonly sort: Sorting;
  readonly order: Order;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export const usual: ListSettings = { search: '', states: [], sort: 'edited', order: 'desc', page: 1, pageSize: 50 };

const isSorting = (text: string): text is Sorting => Object.hasOwn(sortings, text);
const isFlowState = (text: string): text is FlowState => Object.hasOwn(runWords, text);

/** Reads `?q=orders&state=running,failed&sort=name&order=desc&page=2&size=25`; what makes no sense is left out. */
export function readSettings(query: string): ListSettings {
  const params = new URLSearchParams(query);
  const sort = params.get('sort') ?? '';
  const sorting = isSorting(sort) ? sort : usual.sort;
  const order = params.get('order');
  const size = Number(params.get('size'));
  const states = (params.get('state') ?? '').split(',').filter(isFlowState);
  return {
    search: params.get('q') ?? '',
    states: [...new Set(states)],
    sort: sorting,
    order: order === 'asc' || order === 'desc' ? order : sortings[sorting],
    page: Math.max(1, Math.floor(Number(params.get('page'))) || 1),
    pageSize: pageSizes.includes(size) ? size : usual.pageSize,
  };
}

/** The address of the list with these settings; the usual ones are left out. */
export function listAddress({ search, states, sort, order, page, pageSize }: ListSettings): string {
  const params = new URLSearchParams();
  if (search !== '') params.set('q', search);
  if (states.length > 0) params.set('state', states.join(','));
  if (sort !== usual.sort) params.set('sort', sort);
  if (order !== sortings[sort]) params.set('order', order);
  if (page > 1) params.set('page', String(page));
  if (pageSize !== usual.pageSize) params.set('size', String(pageSize));
  // A comma may stand in a query as it is, and is easier to read.
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '/' : `/?${text}`;
}
