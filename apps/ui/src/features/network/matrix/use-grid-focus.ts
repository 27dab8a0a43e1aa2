import { type KeyboardEvent, type RefObject, useCallback, useState } from 'react';

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface GridFocusProps {
  readonly rows: number;
  readonly columns: number;
  readonly host: RefObject<HTMLElement | null>;
  bringIntoSight(row: number): void;
}

const page = 10;

/** Where a key leads to from a place; `undefined` for keys that are not of a grid. Source: WAI-ARIA practices, grid. */
export function nextPlace(
  key: string,
  ctrl: boolean,
  { row, column }: GridPlace,
  { rows, columns }: { rows: number; columns: number },
): GridPlace | undefined {
  const places: Record<string, GridPlace> = {
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
    Home: ctrl ? { row: 0, column: 0 } : { row, column: 0 },
    End: ctrl ? { row: rows - 1, column: columns - 1 } : { row, column: columns - 1 },
  };
  const to = Object.hasOwn(places, key) ? places[key] : undefined;
  return to && { row: within(to.row, rows), column: within(to.column, columns) };
}

const within = (at: number, count: number): number => Math.max(0, Math.min(at, count - 1));

/** One cell of a grid is reached by Tab; from it arrow keys go to the others, also to those that are not drawn yet. */
export function useGridFocus({ rows, columns, host, bringIntoSight }: GridFocusProps) {
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 });
  const active = { row: within(place.row, rows), column: within(place.column, columns) };
  const setActive = useCallback((row: number, column: number) => setPlace({ row, column }), []);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = nextPlace(event.key, event.ctrlKey, active, { rows, columns });
    if (!to) return;
    event.preventDefault();
    setPlace(to);
    bringIntoSight(to.row);
    focusSoon(host.current, `[data-cell="${to.row} ${to.column}"]`);
  };
  return { active, onKeyDown, setActive };
}

/** A row that was out of sight is drawn a moment after it was scrolled to. */
function focusSoon(host: HTMLElement | null, cell: string, tries = 10): void {
  requestAnimationFrame(() => {
    const found = host?.querySelector<HTMLElement>(cell);
    if (found) {
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else if (tries > 0) focusSoon(host, cell, tries - 1);
  });
}
