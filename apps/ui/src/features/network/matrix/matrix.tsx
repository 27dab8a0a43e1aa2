// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are not drawn, which a table element cannot be told
// biome-ignore-all lint/a11y/useFocusableInteractive: of an ARIA grid one cell has the focus; rows and headers never do
import {
  type Grid,
  type GridCaller,
  type GridCell,
  type GridRow,
  isSameEndpoint,
  portText,
} from '@headrace/netpol/matrix';
import { existing } from '@headrace/text';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useRef } from 'react';
import type { Question } from '../evaluate/messages.ts';
import { showAsked } from '../explanation/show-asked.ts';
import { explainConnection, useNetwork } from '../store.ts';
import { StateWord, stateLooks } from '../words.tsx';
import { useGridFocus } from './use-grid-focus.ts';

declare module 'react' {
  interface CSSProperties {
    /** How many columns the grid has beside the names of its rows. */
    '--callers'?: number;
  }
}

/** In px, until a row is drawn: on narrow screens names take more lines. */
const rowHeight = 44;

/** Rows are what is called, columns who calls. Arrow keys go from cell to cell, Enter explains (WAI-ARIA grid). */
export function Matrix({ grid }: { grid: Grid }) {
  const { rows, callers } = grid;
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const { active, onKeyDown, setActive } = useGridFocus({
    rows: rows.length,
    columns: callers.length,
    host: scroll,
    bringIntoSight: (row) => virtual.scrollToIndex(row),
  });
  if (rows.length === 0 || callers.length === 0) return <p className="network__none">No workload is like this.</p>;
  return (
    <div
      ref={scroll}
      className="net-grid"
      role="grid"
      aria-label="Who may reach whom: rows are called, columns call"
      aria-rowcount={rows.length + 1}
      aria-colcount={callers.length + 1}
      onKeyDown={onKeyDown}
      style={{ '--callers': callers.length }}
    >
      <div role="rowgroup" className="net-grid__head">
        <div role="row" aria-rowindex={1} className="net-grid__row">
          <span role="columnheader" className="net-grid__target">
            Called ↓ <span className="net-grid__by">by →</span>
          </span>
          {callers.map(({ title, subtitle }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: callers have no other name of their own, and stay in order
            <span key={i} role="columnheader" title={`${title} (${subtitle})`}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="net-grid__body" style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => (
          <Row
            key={key}
            row={existing(rows[index])}
            first={rows[index - 1]?.end !== rows[index]?.end}
            callers={callers}
            index={index}
            top={start}
            active={active.row === index ? active.column : undefined}
            setActive={setActive}
            measured={virtual.measureElement}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: GridRow;
  /** The first of its target. */
  readonly first: boolean;
  readonly callers: readonly GridCaller[];
  readonly index: number;
  readonly top: number;
  readonly active: number | undefined;
  setActive(row: number, column: number): void;
  measured(row: HTMLElement | null): void;
}

const Row = memo(function Row({ row, first, callers, index, top, active, setActive, measured }: RowProps) {
  return (
    <div
      ref={measured}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      className={`net-grid__row${first ? ' net-grid__row--first' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="rowheader" className="net-grid__target" title={row.why}>
        <span>
          <strong>{row.title}</strong> <span className="mono">{portText(row)}</span>
        </span>
        <span className="net-grid__why">{row.why || `namespace ${row.namespace}`}</span>
      </span>
      {row.cells.map((cell, column) => (
        <Cell
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
          key={column}
          cell={cell}
          row={row}
          caller={existing(callers[column])}
          at={{ row: index, column }}
          isActive={active === column}
          setActive={setActive}
        />
      ))}
    </div>
  );
});

interface CellProps {
  readonly cell: GridCell;
  readonly row: GridRow;
  readonly caller: GridCaller;
  readonly at: { readonly row: number; readonly column: number };
  readonly isActive: boolean;
  setActive(row: number, column: number): void;
}

function Cell({ cell, row, caller, at, isActive, setActive }: CellProps) {
  const asked = useNetwork(({ question }) => question !== undefined && isAbout(question, row, caller));
  const was = cell.was && stateLooks[cell.was].word.toLowerCase();
  const more = [...(cell.limits === '' ? [] : [cell.limits]), ...(was ? [`${was} today`] : [])];
  return (
    <div
      role="gridcell"
      aria-colindex={at.column + 2}
      aria-selected={asked}
      aria-label={`${caller.title} to ${row.title}, ${portText(row)}: ${[stateLooks[cell.state].word, ...more].join(', ')}`}
      data-cell={`${at.row} ${at.column}`}
      tabIndex={isActive ? 0 : -1}
      className={`net-grid__cell${was ? ' net-grid__cell--changed' : ''}`}
      onFocus={() => setActive(at.row, at.column)}
      onClick={(event) => explainCell(row, caller, event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        explainCell(row, caller, event.currentTarget);
      }}
    >
      <StateWord state={cell.state} />{' '}
      {more.map((text) => (
        <span key={text} className="net-grid__more">
          {text}
        </span>
      ))}
    </div>
  );
}

const isAbout = ({ from, to, port, protocol }: Question, row: GridRow, caller: GridCaller): boolean =>
  port === row.start && protocol === row.protocol && isSameEndpoint(from, caller.end) && isSameEndpoint(to, row.end);

function explainCell(row: GridRow, caller: GridCaller, cell: HTMLElement): void {
  const { end, protocol, start, stop, why, without } = row;
  const question = { from: caller.end, to: end, protocol, port: start, stop };
  void explainConnection(question, { why, without }).then(() => showAsked(cell));
}
