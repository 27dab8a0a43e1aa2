import { OverflowMenu, OverflowMenuItem, SkeletonText } from '@carbon/react';
import type { FlowSummary } from '@headrace/api';
import { sentenceOf } from '../api/http.ts';
import { useFlows } from '../api/queries.ts';
import { isActive } from '../editor/node-state.tsx';
import { StateWord } from '../editor/runs/run-state-word.tsx';
import { Ago } from '../format/moment.tsx';
import { formatSpan } from '../format/times.ts';
import { useNow } from '../format/use-now.ts';
import { Link } from '../shell/link.tsx';
import { flowAddress } from '../shell/parse-route.ts';
import { duplicate, exportFlow, toBin } from './actions.ts';
import { FlowPicture } from './flow-picture.tsx';

/** One's own flows, the newest change first. */
export function FlowTable({ report }: { report: (problem: string) => void }) {
  const flows = useFlows();
  if (flows.isPending) return <SkeletonText paragraph lineCount={5} />;
  if (flows.isError) return <p className="home__none">The flows could not be read. {sentenceOf(flows.error)}</p>;
  const there = flows.data.filter((flow) => flow.deletedAt === null);
  if (there.length === 0)
    return <p className="home__none">No flows yet. Open an example, or make a new one and draw it.</p>;
  return (
    <table className="flows">
      <thead>
        <tr>
          <th>
            <span className="visually-hidden">Picture</span>
          </th>
          <th>Name</th>
          <th>State</th>
          <th>Running for</th>
          <th>Changed</th>
          <th>
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {there.map((flow) => (
          <FlowRow key={flow.id} flow={flow} report={report} />
        ))}
      </tbody>
    </table>
  );
}

function FlowRow({ flow, report }: { flow: FlowSummary; report: (problem: string) => void }) {
  const now = useNow(1000);
  const run = flow.run ?? undefined;
  const act = (action: Promise<void>) => void action.catch((error: unknown) => report(sentenceOf(error)));
  const active = isActive(run);
  return (
    <tr>
      <td>
        <FlowPicture picture={flow.picture} />
      </td>
      <td>
        <Link to={flowAddress(flow.id)} className="flows__name">
          {flow.name}
        </Link>
        {flow.description !== '' && <p className="flows__description">{flow.description}</p>}
      </td>
      <td>
        <StateWord state={flow.state} />
        {flow.state === 'failed' && run?.failure && <p className="flows__description">{run.failure.sentence}</p>}
      </td>
      <td>{run && active ? formatSpan(now - run.startedAt) : '–'}</td>
      <td>
        <Ago time={flow.updatedAt} />
      </td>
      <td>
        <OverflowMenu
          aria-label={`Actions for ${flow.name}`}
          iconDescription={`Actions for ${flow.name}`}
          flipped
          align="left"
        >
          <OverflowMenuItem itemText="Duplicate" onClick={() => act(duplicate(flow))} />
          <OverflowMenuItem itemText="Export" onClick={() => act(exportFlow(flow))} />
          <OverflowMenuItem itemText="Delete" isDelete hasDivider disabled={active} onClick={() => act(toBin(flow))} />
        </OverflowMenu>
      </td>
    </tr>
  );
}
