import type { FoundSchema } from '@headrace/api';
import { type Path, useForm } from '../context.ts';
import { useFaults } from '../field-frame.tsx';
import { useFocusable } from '../focus.ts';
import { usualTypes } from './data-type.tsx';
import { asColumn, fieldOf, renamed, type SourceColumn } from './found-columns.ts';

interface ColumnTableProps {
  readonly columns: readonly SourceColumn[];
  readonly found: FoundSchema['columns'];
  readonly path: Path;
}

const timeFormats = ['sql', 'iso-8601', 'epoch-seconds', 'epoch-millis', 'epoch-micros'];

/** Chosen columns first, then those that were found and are left out. */
export function ColumnTable({ columns, found, path }: ColumnTableProps) {
  const form = useForm();
  const used = new Set(columns.map(fieldOf));
  const left = found.filter((column) => !used.has(column.name));
  const set = (next: readonly SourceColumn[]) => form.change(path, next);
  if (columns.length + left.length === 0) return null;
  return (
    <div className="column-table">
      <table>
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">Read</span>
            </th>
            <th>Property</th>
            <th>Type</th>
            <th>Example</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, i) => (
            <ColumnRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited here
              key={i}
              column={column}
              path={[...path, i]}
              example={found.find((f) => f.name === fieldOf(column))?.example}
              change={(next) => set(next ? columns.with(i, next) : columns.filter((_, j) => j !== i))}
            />
          ))}
          {left.map((column) => (
            <tr key={column.name} className="column-table__left">
              <td>
                <input
                  type="checkbox"
                  checked={false}
                  aria-label={`Read ${column.name}`}
                  onChange={() => set([...columns, asColumn(column)])}
                />
              </td>
              <td>{column.name}</td>
              <td>{column.type}</td>
              <td className="column-table__example" title={column.example}>
                {column.example}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <datalist id={`${form.idPrefix}-usual-types`}>
        {usualTypes.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      <datalist id={`${form.idPrefix}-time-formats`}>
        {timeFormats.map((format) => (
          <option key={format} value={format} />
        ))}
      </datalist>
    </div>
  );
}

interface RowProps {
  readonly column: SourceColumn;
  readonly path: Path;
  readonly example: string | undefined;
  /** `undefined` leaves the column out. */
  change(column: SourceColumn | undefined): void;
}

function ColumnRow({ column, path, example, change }: RowProps) {
  const { idPrefix, left } = useForm();
  const name = useFocusable([...path, 'name']);
  const type = useFocusable([...path, 'type']);
  const timeFormat = useFocusable([...path, 'timeFormat']);
  const faults = useFaults(path);
  const isTime = /^(TIMESTAMP|DATE|TIME)/.test(column.type ?? '');
  return (
    <tr className={faults.length > 0 ? 'column-table__fault' : undefined}>
      <td>
        <input type="checkbox" checked aria-label={`Read ${column.name}`} onChange={() => change(undefined)} />
      </td>
      <td>
        <input
          ref={name}
          className="cell"
          aria-label={`Name of property ${column.name}`}
          value={column.name ?? ''}
          title={fieldOf(column)}
          onChange={(event) => change(renamed(column, event.target.value))}
          onBlur={left}
        />
      </td>
      <td>
        <input
          ref={type}
          className="cell"
          list={`${idPrefix}-usual-types`}
          aria-label={`Type of ${column.name}`}
          aria-invalid={faults.length > 0}
          value={column.type ?? ''}
          title={column.type}
          onChange={(event) => change({ ...column, type: event.target.value })}
          onBlur={left}
        />
        {isTime && (
          <input
            ref={timeFormat}
            className="cell cell--second"
            list={`${idPrefix}-time-formats`}
            aria-label={`Time format of ${column.name}`}
            placeholder="written as"
            value={column.timeFormat ?? ''}
            onChange={(event) => change(withFormat(column, event.target.value))}
            onBlur={left}
          />
        )}
        {faults.map((fault) => (
          <p key={fault.message} className="column-table__message">
            {fault.message}
          </p>
        ))}
      </td>
      <td className="column-table__example" title={example}>
        {example}
      </td>
    </tr>
  );
}

function withFormat(column: SourceColumn, timeFormat: string): SourceColumn {
  const { timeFormat: _, ...rest } = column;
  return timeFormat === '' ? rest : { ...rest, timeFormat };
}
