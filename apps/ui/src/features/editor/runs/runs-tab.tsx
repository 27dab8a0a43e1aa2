import type { Run } from '@headrace/api';
import { useState } from 'react';
import { sentenceOf } from '../../../api/http.ts';
import { useRuns, useTrace } from '../../../api/queries.ts';
import { Ago } from '../../../lib/format/moment.tsx';
import { formatSpan, formatTime } from '../../../lib/format/times.ts';
import { useNow } from '../../../lib/format/use-now.ts';
import '../dialogs.scss';
import { StateWord } from '../../../ui/states/state-word.tsx';
import { RunCounts } from '../counts/run-counts.tsx';
import { useFlowEditor } from '../use-editor.ts';
import { fromWords } from './start-position.ts';

/** The runs of the flow, newest first. */
export function RunsTab() {
  const runs = useRuns(useFlowEditor().flow);
  if (runs.isError)
    return (
      <div className="runs">
        <p className="runs__none">The runs could not be read. {sentenceOf(runs.error)}</p>
      </div>
    );
  if (!runs.data?.length)
    return (
      <div className="runs">
        <p className="runs__none">
          This flow has not run yet. A run keeps reading and writing events until it is stopped.
        </p>
      </div>
    );
  return (
    <div className="runs">
      <table>
        <thead>
          <tr>
            <th>State</th>
            <th>Started</th>
            <th>Ran for</th>
            <th>Read</th>
            <th>Version</th>
            <th>Restarts</th>
            <th>Checkpoints</th>
            <th>What happened</th>
          </tr>
        </thead>
        <tbody>
          {runs.data.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run }: { run: Run }) {
  const now = useNow(1000);
  return (
    <tr>
      <td>
        <StateWord state={run.state} />
      </td>
      <td>
        <Ago time={run.startedAt} />
      </td>
      <td>{formatSpan((run.endedAt ?? now) - run.startedAt)}</td>
      <td>{fromWords(run.from, (time) => formatTime(time, now))}</td>
      <td>{run.flowVersion}</td>
      <td>{run.restarts}</td>
      <td>
        {run.checkpoints.completed}
        {run.checkpoints.lastAt !== null && (
          <>
            , last <Ago time={run.checkpoints.lastAt} />
          </>
        )}
      </td>
      <td>
        {run.notice !== null && <p>{run.notice}</p>}
        {run.failure ? (
          <Failure run={run.id} failure={run.failure} />
        ) : run.resumesFrom === 'savepoint' ? (
          'Savepoint taken'
        ) : (
          ''
        )}
        <History run={run} />
        {run.counts !== null && <RunCounts counts={run.counts} restarts={run.restarts} />}
      </td>
    </tr>
  );
}

/** All that happened to a run, newest first, opened when somebody wants to see it. */
function History({ run }: { run: Run }) {
  const count = run.history.length;
  if (count === 0) return null;
  return (
    <details className="runs__history">
      <summary>History ({count})</summary>
      <ol>
        {run.history.toReversed().map(({ at, message }) => (
          <li key={`${at} ${message}`}>
            <Ago time={at} />: {message}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Failure({ run, failure }: { run: string; failure: NonNullable<Run['failure']> }) {
  const { ui } = useFlowEditor();
  const { node, message, hasTrace } = failure;
  return (
    <>
      {node !== null && (
        <button type="button" className="link-button" onClick={() => ui.focusField(node)}>
          {node}
        </button>
      )}{' '}
      {message}
      {hasTrace && <Trace run={run} />}
    </>
  );
}

/** Flink's own words, asked for when somebody wants to see them. */
function Trace({ run }: { run: string }) {
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useTrace(run, isOpen);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Trace</summary>
      {error ? <p>{sentenceOf(error)}</p> : <pre className="mono">{data?.trace ?? 'Loading…'}</pre>}
    </details>
  );
}
