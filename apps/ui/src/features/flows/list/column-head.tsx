import { ArrowDown, ArrowsVertical, ArrowUp } from '@carbon/react/icons';
import { type ListSettings, type Sorting, sortings } from './list-settings.ts';

interface ColumnHeadProps {
  readonly column: Sorting;
  readonly title: string;
  readonly settings: ListSettings;
  change(change: Partial<ListSettings>): void;
}

/** The head of a column: sorts by it, and the other way round when it does so already. */
export function ColumnHead({ column, title, settings: { sort, order }, change }: ColumnHeadProps) {
  const isSorted = sort === column;
  const Icon = isSorted ? (order === 'asc' ? ArrowUp : ArrowDown) : ArrowsVertical;
  const next = isSorted ? (order === 'asc' ? 'desc' : 'asc') : sortings[column];
  return (
    <th aria-sort={isSorted ? (order === 'asc' ? 'ascending' : 'descending') : 'none'}>
      <button
        type="button"
        className={`flows__sort${isSorted ? ' flows__sort--on' : ''}`}
        onClick={() => change({ sort: column, order: next })}
      >
        {title}
        <Icon />
      </button>
    </th>
  );
}
