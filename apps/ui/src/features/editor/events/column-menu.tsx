import { Button, IconButton, Popover, PopoverContent } from '@carbon/react';
import { ArrowDown, ArrowUp, Column } from '@carbon/react/icons';
import type { PortColumns } from '@headrace/api';
import { useState } from 'react';
import { type ColumnSetting, orderedColumns } from './shown.ts';

interface ColumnMenuProps {
  readonly columns: PortColumns;
  readonly setting: ColumnSetting;
  change(setting: ColumnSetting): void;
}

/** Shows, hides and orders the columns of a table of events. */
export function ColumnMenu({ columns, setting, change }: ColumnMenuProps) {
  const [open, setOpen] = useState(false);
  const ordered = orderedColumns(columns, setting.order);
  const names = ordered.map((column) => column.name);
  const move = (i: number, step: number) => {
    const order = [...names];
    const [name] = order.splice(i, 1);
    if (name !== undefined) order.splice(i + step, 0, name);
    change({ ...setting, order });
  };
  const toggle = (name: string) => {
    const hidden = setting.hidden.includes(name) ? setting.hidden.filter((n) => n !== name) : [...setting.hidden, name];
    change({ ...setting, hidden });
  };
  return (
    <Popover open={open} align="top-right" autoAlign dropShadow onRequestClose={() => setOpen(false)}>
      <Button
        kind="ghost"
        size="sm"
        hasIconOnly
        tooltipPosition="left"
        iconDescription="Columns"
        renderIcon={Column}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      <PopoverContent className="column-menu">
        <ul>
          {ordered.map(({ name }, i) => (
            <li key={name}>
              <label>
                <input type="checkbox" checked={!setting.hidden.includes(name)} onChange={() => toggle(name)} />
                <span title={name}>{name}</span>
              </label>
              <IconButton
                kind="ghost"
                size="xs"
                align="left"
                label={`${name} to the left`}
                disabled={i === 0}
                onClick={() => move(i, -1)}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                kind="ghost"
                size="xs"
                align="left"
                label={`${name} to the right`}
                disabled={i === names.length - 1}
                onClick={() => move(i, 1)}
              >
                <ArrowDown />
              </IconButton>
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}
