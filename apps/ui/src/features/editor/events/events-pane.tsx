import { Button } from '@carbon/react';
import { Download, PauseFilled, PlayFilledAlt } from '@carbon/react/icons';
import { isStillMissing } from '@headrace/flow';
import { toCsv } from '@headrace/text';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import type { NodeAnalysis } from '../../../compile/messages.ts';
import { download, fileName } from '../../../lib/format/download.ts';
import { formatCount, several } from '../../../lib/format/numbers.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import type { AnalysisState } from '../analysis/analysis.ts';
import { runCommand } from '../commands.ts';
import type { Row } from '../preview/ports.ts';
import { isOn } from '../preview/preview.ts';
import { useAnalysis, useFlowEditor, useOpening, usePortVersion, usePreview } from '../use-editor.ts';
import { ColumnMenu } from './column-menu.tsx';
import { EventsTable } from './events-table.tsx';
import { type ColumnSetting, matching, shownColumns, shownField } from './shown.ts';

/** Flink's own names (RowKind): a spreadsheet would take `+U` for a formula. */
const rowKinds = { '+I': 'INSERT', '-U': 'UPDATE_BEFORE', '+U': 'UPDATE_AFTER', '-D': 'DELETE' } as const;

interface EventsPaneProps {
  readonly port: string;
  readonly picker: ReactNode;
  readonly action: ReactNode;
}

/** The newest events at one port: live, or held still to be read. */
export function EventsPane({ port, picker, action }: EventsPaneProps) {
  const editor = useFlowEditor();
  const version = usePortVersion(port);
  const [search, setSearch] = useState('');
  const [held, setHeld] = useState<Row[]>();
  const [setting, setSetting] = useState<ColumnSetting>({ order: [], hidden: [] });
  const { columns, rows, count } = editor.preview.ports.at(port);
  const live = useDeferredValue(version);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ring is the same object; its version says that it changed
  const newest = useMemo(() => held ?? rows.newest(), [held, rows, live]);
  const found = useMemo(() => matching(newest, search), [newest, search]);
  const shown = useMemo(() => shownColumns(columns, setting), [columns, setting]);
  const save = () => {
    const header = ['change', ...shown.map((c) => c.name)];
    const lines = found.map((row) => [rowKinds[row.change], ...shown.map((c) => shownField(row, c.index))]);
    download(fileName(port, 'csv'), toCsv(header, lines), 'text/csv');
  };
  return (
    <section className="pane" aria-label={`Events of ${port}`}>
      <div className="pane__bar">
        {picker}
        <span
          className="pane__count"
          title={`${several(count, 'event')} since the preview began; the newest are kept here`}
        >
          {formatCount(count)}
        </span>
        <SearchField
          size="sm"
          label="Search the events"
          placeholder="Search"
          value={search}
          change={setSearch}
          leave={() => runCommand(editor, 'leave')}
        />
        <Button
          kind="ghost"
          size="sm"
          hasIconOnly
          tooltipPosition="left"
          iconDescription={held ? 'Go on live' : 'Hold still'}
          renderIcon={held ? PlayFilledAlt : PauseFilled}
          onClick={() => setHeld(held ? undefined : rows.newest())}
        />
        <ColumnMenu columns={columns} setting={setting} change={setSetting} />
        <Button
          kind="ghost"
          size="sm"
          hasIconOnly
          tooltipPosition="left"
          iconDescription="Download as CSV"
          renderIcon={Download}
          onClick={save}
        />
        {action}
      </div>
      {found.length > 0 ? (
        <EventsTable rows={found} columns={shown} label={port} />
      ) : (
        <Nothing searched={search !== '' && newest.length > 0} port={port} />
      )}
    </section>
  );
}

function Nothing({ searched, port }: { searched: boolean; port: string }) {
  const status = usePreview((s) => s.status);
  const message = usePreview((s) => s.message);
  const shown = usePreview((s) => s.ports.includes(port));
  const trusted = useOpening((s) => s.trusted);
  const state = useAnalysis((s) => stateOf(s, port));
  return <p className="events__none">{words()}</p>;

  function words(): string {
    if (searched) return 'None of the events kept here has that text.';
    if (status === 'failed' || status === 'ended') return message || 'The preview ended. Press p to start it again.';
    if (!trusted) return 'No events are shown until you trust this flow.';
    if (!isOn(status)) return 'The preview is off. Press p to start it.';
    if (status === 'starting' || status === 'recovering') return message;
    if (shown) return 'No events yet. They appear as they come.';
    return leftOut[state ?? 'unconfigured'];
  }
}

/** Why the preview shows nothing of a node. */
const leftOut = {
  unconfigured: 'This node is not complete yet, so the preview leaves it out.',
  error: 'This node has an error, so the preview leaves it out. Correct the error to see its events.',
  blocked: 'A node that feeds this one is not complete or has an error, so the preview leaves both out.',
  valid: 'The preview does not show this node yet.',
} as const;

/** The state of the node whose port it is (`node` or `node.port`), with what Flink said of it. */
function stateOf({ nodes, byNode }: AnalysisState, port: string): NodeAnalysis['state'] | undefined {
  const name = Object.hasOwn(nodes, port) ? port : port.slice(0, Math.max(0, port.lastIndexOf('.')));
  const isWrong = (byNode[name] ?? []).some((d) => d.severity === 'error' && !isStillMissing(d));
  return isWrong ? 'error' : nodes[name]?.state;
}
