import { Button, IconButton } from '@carbon/react';
import { ArrowDown, ArrowUp, Time } from '@carbon/react/icons';
import { type Column, type OutputProperties, printType } from '@headrace/flow';
import { useAnalysis } from '../../compile/store.ts';
import { setOutput } from '../../document/operations/config.ts';
import { endGesture, useDocument } from '../../document/store.ts';
import { Faults } from '../../forms/field-frame.tsx';
import { typeOf } from '../catalogue.ts';
import { moveLine, outputLines, renameLine, toggleLine } from './output-lines.ts';

const none = [] as const;

/** What leaves the node: keep, remove, rename, reorder; and back to all as it came. */
export function OutputForm({ name }: { name: string }) {
  const node = useDocument((s) => s.document?.spec.nodes[name]);
  const port = typeOf(node?.type)?.outputs[0]?.name ?? '';
  const own = useAnalysis((s) => s.nodes[name]?.own[port]);
  const faults = (useAnalysis((s) => s.byNode[name]) ?? none).filter((d) => d.place.path?.[0] === 'output');
  const output: OutputProperties = node?.output ?? {};
  if (!own) return <p className="inspector__none">The properties appear here as soon as the node is complete.</p>;
  const set = (next: OutputProperties) => setOutput(name, next);
  const lines = outputLines(own.columns, output);
  return (
    <div className="output">
      <Faults faults={faults} />
      <table>
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">Keep</span>
            </th>
            <th>Property</th>
            <th>Leaves as</th>
            <th>Type</th>
            <th>
              <span className="visually-hidden">Order</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => (
            <tr key={line.name} className={line.kept ? undefined : 'output__removed'}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Keep ${line.name}`}
                  checked={line.kept}
                  onChange={() => set(toggleLine(output, line.name))}
                />
              </td>
              <td title={line.name}>
                {line.name} {own.eventTime === line.name && <Time aria-label="Event time" />}
              </td>
              <td>
                <input
                  className="cell"
                  aria-label={`${line.name} leaves as`}
                  value={line.as}
                  disabled={!line.kept}
                  onChange={(event) => set(renameLine(output, line.name, event.target.value))}
                  onBlur={endGesture}
                />
              </td>
              <td title={typeText(line.column)}>{typeText(line.column)}</td>
              <td className="output__order">
                <IconButton
                  kind="ghost"
                  size="xs"
                  align="left"
                  label={`${line.name} up`}
                  disabled={i === 0}
                  onClick={() => set(moveLine(output, lines, i, -1))}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  kind="ghost"
                  size="xs"
                  align="left"
                  label={`${line.name} down`}
                  disabled={i === lines.length - 1}
                  onClick={() => set(moveLine(output, lines, i, 1))}
                >
                  <ArrowDown />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button kind="ghost" size="sm" disabled={node?.output === undefined} onClick={() => set({})}>
        Restore all
      </Button>
    </div>
  );
}

const typeText = (column: Column) => (column.type ? printType(column.type) : '');
