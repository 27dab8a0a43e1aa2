// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are not drawn, which a table element cannot be told
// biome-ignore-all lint/a11y/useFocusableInteractive: the table scrolls as one; its rows and headers are only read
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatTime, formatUtc } from '../../../lib/format/times.ts';
import type {} from '../../../ui/css-variables.ts';
import type { Row } from '../preview/ports.ts';
import { type ShownColumn, shownField } from './shown.ts';

interface EventsTableProps {
  readonly rows: readonly Row[];
  readonly columns: readonly ShownColumn[];
  readonly label: string;
}

const rowHeight = 28;
const words = { '+I': 'added', '-U': 'taken back', '+U': 'replaced', '-D': 'deleted' } as const;

/** Thousands of events, newest first, of which only those in sight are drawn. */
export function EventsTable({ rows, columns, label }: EventsTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    getItemKey: (i) => rows[i]?.id ?? i,
  });
  const template = `3.5rem 7rem ${columns.map((c) => `minmax(${widthOf(c)}rem, 1fr)`).join(' ')}`;
  const width = 10.5 + columns.reduce((sum, column) => sum + widthOf(column), 0);
  const now = Date.now();
  return (
    <div
      ref={scroll}
      className="events-table"
      role="table"
      tabIndex={0}
      aria-label={`Events of ${label}`}
      aria-rowcount={rows.length + 1}
      style={{ '--columns': template, '--width': `${width}rem` }}
    >
      <div className="events-table__head" role="rowgroup">
        <div className="events-table__row" role="row">
          <span role="columnheader" title="+I added, −U taken back, +U replaced, −D deleted">
            Kind
          </span>
          <span role="columnheader">Came at</span>
          {columns.map((column) => (
            <span
              key={column.name}
              role="columnheader"
              title={`${column.name} ${column.type}`}
              className={isNumber(column.type) ? 'events-table__number' : undefined}
            >
              {column.name}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="events-table__body" style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              className={`events-table__row events-table__row--${row.change.slice(1)}`}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <span role="cell" className="mono" title={words[row.change]}>
                {row.change.replace('-', '−')}
              </span>
              <span role="cell" title={formatUtc(row.t)}>
                {formatTime(row.t, now)}
              </span>
              {columns.map((column) => (
                <Cell key={column.name} value={shownField(row, column.index)} type={column.type} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Cell({ value, type }: { value: string | null | undefined; type: string }) {
  if (value == null)
    return (
      <span role="cell" className="events-table__null">
        NULL
      </span>
    );
  return (
    <span role="cell" title={value} className={isNumber(type) ? 'events-table__number' : undefined}>
      {value}
    </span>
  );
}

const isNumber = (type: string) => /^(TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL)/.test(type);

const widthOf = ({ name, type }: ShownColumn) => {
  const usual = isNumber(type) || type.startsWith('BOOLEAN') ? 5 : type.startsWith('TIME') ? 12 : 8;
  return Math.max(usual, Math.min(16, name.length * 0.5 + 1));
};
