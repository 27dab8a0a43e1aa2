import { SelectableTag } from '@carbon/react';
import { formatExact, several } from '../../../lib/format/numbers.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { runWords } from '../../../ui/states/run-states.ts';
import { type Arranged, statesInOrder } from './arrange-flows.ts';
import type { ListSettings } from './list-settings.ts';

interface ListToolsProps {
  readonly settings: ListSettings;
  readonly arranged: Arranged;
  /** How many flows there are at all. */
  readonly total: number;
  change(change: Partial<ListSettings>): void;
}

/** Search and states of the list, and how much of it is left. */
export function ListTools({ settings, arranged: { counts, found }, total, change }: ListToolsProps) {
  const { search, states } = settings;
  const offered = statesInOrder.filter((state) => counts.has(state) || states.includes(state));
  const toggle = (state: (typeof offered)[number]) =>
    change({ states: states.includes(state) ? states.filter((s) => s !== state) : [...states, state] });
  return (
    <div className="list-tools">
      <SearchField
        id="flow-search"
        size="md"
        label="Search the flows"
        placeholder="Search by name or description"
        value={search}
        change={(value) => change({ search: value })}
        leave={() => document.activeElement instanceof HTMLElement && document.activeElement.blur()}
      />
      <fieldset className="list-tools__states">
        <legend className="visually-hidden">Show flows of these states only</legend>
        {offered.map((state) => (
          <SelectableTag
            key={state}
            size="md"
            selected={states.includes(state)}
            text={`${runWords[state].word} ${formatExact(counts.get(state) ?? 0)}`}
            onClick={() => toggle(state)}
          />
        ))}
      </fieldset>
      <p className="list-tools__count" role="status">
        {found === total ? several(total, 'flow') : `${formatExact(found)} of ${several(total, 'flow')}`}
      </p>
    </div>
  );
}
