import type { FlowSummary } from '@headrace/api';
import { isActive } from '../../../ui/states/run-states.ts';
import type { FlowState, ListSettings, Sorting } from './list-settings.ts';

export interface Arranged {
  /** Those of the page, in their order. */
  readonly shown: readonly FlowSummary[];
  /** How many match on all pages. */
  readonly found: number;
  /** The page that is shown: the last one when there are fewer than were asked for. */
  readonly page: number;
  /** How many flows that match the search have each state. */
  readonly counts: ReadonlyMap<FlowState, number>;
}

/** What the list shows of all flows. */
export function arrangeFlows(flows: readonly FlowSummary[], settings: ListSettings): Arranged {
  const words = settings.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const searched = flows.filter(({ name, description }) => {
    const text = `${name}\n${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const counts = new Map<FlowState, number>();
  for (const { state } of searched) counts.set(state, (counts.get(state) ?? 0) + 1);
  const { states, pageSize } = settings;
  const found = searched.filter(({ state }) => states.length === 0 || states.includes(state));
  const sorted = found.sort(comparing(settings));
  const page = Math.min(settings.page, Math.max(1, Math.ceil(found.length / pageSize)));
  return { shown: sorted.slice((page - 1) * pageSize, page * pageSize), found: found.length, page, counts };
}

/** What needs somebody comes first. */
export const statesInOrder: readonly FlowState[] = [
  'failed',
  'job-missing',
  'cluster-unreachable',
  'invalid',
  'restarting',
  'stopping',
  'submitting',
  'deploying',
  'running',
  'finished',
  'stopped',
  'valid',
  'draft',
];

const names = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const startOf = ({ run }: FlowSummary) => (run && isActive(run) ? run.startedAt : undefined);

/** In ascending order; flows that a sorting says nothing of come last in either. */
const comparisons: Readonly<Record<Sorting, (a: FlowSummary, b: FlowSummary) => number>> = {
  name: (a, b) => names.compare(a.name, b.name),
  state: (a, b) => statesInOrder.indexOf(a.state) - statesInOrder.indexOf(b.state),
  running: (a, b) => (startOf(b) ?? 0) - (startOf(a) ?? 0),
  edited: (a, b) => a.updatedAt - b.updatedAt,
};

function comparing({ sort, order }: ListSettings): (a: FlowSummary, b: FlowSummary) => number {
  const sign = order === 'asc' ? 1 : -1;
  return (a, b) => {
    if (sort === 'running' && (startOf(a) === undefined) !== (startOf(b) === undefined))
      return startOf(a) === undefined ? 1 : -1;
    return sign * comparisons[sort](a, b) || names.compare(a.name, b.name) || a.id.localeCompare(b.id);
  };
}
