import { Button } from '@carbon/react';
import type { OutputProperties, Relation } from '@headrace/flow';
import { type ReactNode, useMemo, useState } from 'react';
import { setOutput } from '../../document/operations/config.ts';
import { Faults } from '../../forms/field-frame.tsx';
import { useAnalysis, useDocument, useFlowEditor } from '../../use-editor.ts';
import { liftLine, moveLine } from './changes.ts';
import { type OutputLine, outputLines } from './lines.ts';
import './output.scss';
import { OutputRow } from './output-row.tsx';
import { LiftButton, MoveButtons } from './row-buttons.tsx';
import { useOwn } from './use-own.ts';

const none = [] as const;
const nothing: OutputProperties = {};
/** Nested properties with more fields than this are closed at first. */
const many = 12;

/** What leaves the node: keep, remove, rename, reorder, lift out of a nested property; and back to all as it came. */
export function OutputForm({ name }: { name: string }) {
  const own = useOwn(name);
  const faults = (useAnalysis((s) => s.byNode[name]) ?? none).filter((d) => d.place.path?.[0] === 'output');
  if (!own) return <p className="inspector__none">The properties appear here as soon as the node is complete.</p>;
  return (
    <div className="output">
      <Faults faults={faults} />
      <OutputTable name={name} own={own} />
    </div>
  );
}

function OutputTable({ name, own }: { name: string; own: Relation }) {
  const { document } = useFlowEditor();
  const output = useDocument((s) => s.document?.spec.nodes[name]?.output) ?? nothing;
  const [opened, setOpened] = useState<Readonly<Record<string, boolean>>>({});
  const lines = useMemo(() => outputLines(own, output), [own, output]);
  const set = (next: OutputProperties, merge?: string) => setOutput(document, name, next, merge);

  const rows = (line: OutputLine, level: number, within: boolean, buttons: ReactNode): ReactNode[] => {
    const open = line.fields.length === 0 ? undefined : (opened[line.name] ?? line.fields.length <= many);
    const turn = () => setOpened({ ...opened, [line.name]: !open });
    const eventTime = level === 0 && line.name === own.eventTime;
    const lift = (field: OutputLine) => <LiftButton line={field} lift={() => set(liftLine(output, field, lines))} />;
    return [
      <OutputRow key={line.name} {...{ line, level, within, eventTime, output, set, open, turn, buttons }} />,
      ...(open ? line.fields.flatMap((f) => rows(f, level + 1, within && !line.removed, lift(f))) : []),
    ];
  };
  return (
    <>
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
              <span className="visually-hidden">Place</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.flatMap((line, i) => {
            const move = (step: 1 | -1) => set(moveLine(output, lines, i, step));
            return rows(line, 0, true, <MoveButtons line={line} i={i} count={lines.length} move={move} />);
          })}
        </tbody>
      </table>
      <Button kind="ghost" size="sm" disabled={output === nothing} onClick={() => set({})}>
        Restore all
      </Button>
    </>
  );
}
