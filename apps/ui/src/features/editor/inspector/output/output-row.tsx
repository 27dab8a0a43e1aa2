import { IconButton } from '@carbon/react';
import { ChevronDown, ChevronRight, Reset, Time } from '@carbon/react/icons';
import { type OutputProperties, printType } from '@headrace/flow';
import type { CSSProperties, ReactNode } from 'react';
import { useFlowEditor } from '../../use-editor.ts';
import { renameLine, restoreLine, toggleLine } from './changes.ts';
import { canReturn, type OutputLine } from './lines.ts';

interface RowProps {
  readonly line: OutputLine;
  /** How deep it is nested. */
  readonly level: number;
  /** Whether the property that it is in is kept. */
  readonly within: boolean;
  readonly eventTime: boolean;
  readonly output: OutputProperties;
  /** Changes with equal `merge` that follow each other are undone together. */
  readonly set: (output: OutputProperties, merge?: string) => void;
  /** Whether its fields are shown; undefined when it has none. */
  readonly open: boolean | undefined;
  readonly turn: () => void;
  readonly buttons: ReactNode;
}

/** A property, or a field in it: kept or not, under which name. */
export function OutputRow({ line, level, within, eventTime, output, set, open, turn, buttons }: RowProps) {
  const { document } = useFlowEditor();
  const { name, label, kind, as, type, leaves, reachable } = line;
  const renamed = kind === 'lifted' || as !== label;
  const title = reachable ? name : `Another property is called ${name}, so this one cannot be told from it`;
  return (
    <tr className={leaves && within ? undefined : 'output__removed'}>
      <td>
        <input
          type="checkbox"
          aria-label={`Keep ${name}`}
          checked={leaves && within}
          disabled={!reachable || !within || !(leaves || canReturn(line))}
          onChange={() => set(toggleLine(output, line))}
        />
      </td>
      <td title={title} style={{ '--level': level } as CSSProperties}>
        <div className="output__name">
          {open !== undefined && (
            <button
              type="button"
              className="output__turn"
              aria-expanded={open}
              aria-label={`Fields of ${name}`}
              onClick={turn}
            >
              {open ? <ChevronDown /> : <ChevronRight />}
            </button>
          )}
          <span>{kind === 'lifted' ? name : label}</span>
          {eventTime && <Time aria-label="Event time" />}
        </div>
      </td>
      <td>
        <div className="output__as">
          <input
            className="cell"
            aria-label={`${name} leaves as`}
            value={as}
            disabled={!reachable || !leaves || !within}
            onChange={(event) => set(renameLine(output, line, event.target.value), `${name} leaves as`)}
            onBlur={document.endGesture}
          />
          {renamed && (
            <IconButton
              kind="ghost"
              size="xs"
              align="left"
              label={`Restore ${name}`}
              onClick={() => set(restoreLine(output, line))}
            >
              <Reset />
            </IconButton>
          )}
        </div>
      </td>
      <td title={type && printType(type)}>{type && (type.kind === 'row' ? 'ROW' : printType(type))}</td>
      <td className="output__place">{buttons}</td>
    </tr>
  );
}
