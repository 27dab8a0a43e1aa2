import { Button, OverflowMenu, OverflowMenuItem, Pagination, SkeletonText } from '@carbon/react';
import type { FlowSummary } from '@headrace/api';
import { Link } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { sentenceOf } from '../../api/http.ts';
import { useFlows } from '../../api/queries.ts';
import { Ago } from '../../lib/format/moment.tsx';
import { formatSpan } from '../../lib/format/times.ts';
import { useNow } from '../../lib/format/use-now.ts';
import { isActive } from '../../ui/states/run-states.ts';
import { StateWord } from '../../ui/states/state-word.tsx';
import { duplicate, exportFlow, toBin } from './actions.ts';
import { FlowPicture } from './flow-picture.tsx';
import { arrangeFlows } from './list/arrange-flows.ts';
import { ColumnHead } from './list/column-head.tsx';
import { pageSizes } from './list/list-settings.ts';
import { ListTools } from './list/list-tools.tsx';
import { useListSettings } from './list/use-list-settings.ts';

/** One's own flows: searched, filtered, sorted and cut into pages as the address says. */
export function FlowTable({ report }: { report: (problem: string) => void }) {
  const flows = useFlows();
  const [settings, change] = useListSettings();
  const there = useMemo(() => flows.data?.filter((flow) => flow.deletedAt === null) ?? [], [flows.data]);
  const { search, sort, order, page, pageSize } = settings;
  const states = settings.states.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the settings are another object at each drawing
  const arranged = useMemo(() => arrangeFlows(there, settings), [there, search, states, sort, order, page, pageSize]);
  if (flows.isPending) return <SkeletonText paragraph lineCount={5} />;
  if (flows.isError) return <p className="home__none">The flows could not be read. {sentenceOf(flows.error)}</p>;
  if (there.length === 0)
    return <p className="home__none">No flows yet. Open an example, or make a new one and draw it.</p>;
  const head = { settings, change };
  return (
    <>
      <ListTools settings={settings} arranged={arranged} total={there.length} change={change} />
      {arranged.found === 0 ? (
        <NothingFound clear={() => change({ search: '', states: [] })} />
      ) : (
        <table className="flows">
          <thead>
            <tr>
              <th>
                <span className="visually-hidden">Picture</span>
              </th>
              <ColumnHead column="name" title="Name" {...head} />
              <ColumnHead column="state" title="State" {...head} />
              <ColumnHead column="running" title="Running for" {...head} />
              <ColumnHead column="edited" title="Edited" {...head} />
              <th>
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {arranged.shown.map((flow) => (
              <FlowRow key={flow.id} flow={flow} report={report} />
            ))}
          </tbody>
        </table>
      )}
      {arranged.found > Math.min(...pageSizes) && (
        <Pagination
          size="md"
          totalItems={arranged.found}
          page={arranged.page}
          pageSize={settings.pageSize}
          pageSizes={pageSizes}
          itemsPerPageText="Flows on a page:"
          onChange={(to) => change({ page: to.pageSize === settings.pageSize ? to.page : 1, pageSize: to.pageSize })}
        />
      )}
    </>
  );
}

function NothingFound({ clear }: { clear: () => void }) {
  const clearAll = () => {
    clear();
    document.getElementById('flow-search')?.focus();
  };
  return (
    <div className="home__none">
      <p>No flow matches the search and the states.</p>
      <Button kind="tertiary" size="md" onClick={clearAll}>
        Clear search and states
      </Button>
    </div>
  );
}

const FlowRow = memo(function FlowRow({ flow, report }: { flow: FlowSummary; report: (problem: string) => void }) {
  const run = flow.run ?? undefined;
  const act = (action: Promise<void>) => void action.catch((error: unknown) => report(sentenceOf(error)));
  const active = isActive(run);
  return (
    <tr>
      <td>
        <FlowPicture picture={flow.picture} />
      </td>
      <td>
        <Link to="/flows/$id" params={{ id: flow.id }} className="flows__name">
          {flow.name}
        </Link>
        {flow.description !== '' && <p className="flows__description">{flow.description}</p>}
      </td>
      <td>
        <StateWord state={flow.state} />
        {flow.state === 'failed' && run?.failure && <p className="flows__description">{run.failure.message}</p>}
      </td>
      <td>{run && active ? <RunningFor since={run.startedAt} /> : '–'}</td>
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
});

function RunningFor({ since }: { since: number }) {
  return formatSpan(useNow(1000) - since);
}
