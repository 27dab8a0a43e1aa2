import { isStillMissing } from '@headrace/flow';
import { lazy, Suspense } from 'react';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { EventsTab } from './events/events-tab.tsx';
import { Problems } from './problems/problems.tsx';
import { RunsTab } from './runs/runs-tab.tsx';
import type { BottomTab } from './state.ts';
import { useAnalysis, useEditorUi, useFlowEditor } from './use-editor.ts';

const SqlPanel = lazy(() => import('./sql/sql-panel.tsx'));

const titles: Record<BottomTab, string> = { events: 'Events', problems: 'Problems', sql: 'SQL', runs: 'Runs' };

/** Below the canvas: the events at each node, what is wrong, the SQL, the runs. */
export function Bottom() {
  const { key, ui } = useFlowEditor();
  const tab = useEditorUi((s) => s.tab);
  const errors = useAnalysis((s) => s.diagnostics.filter((d) => d.severity === 'error' && !isStillMissing(d)).length);
  const all = useAnalysis((s) => s.diagnostics.length);
  return (
    <div className="below">
      <Tabs<BottomTab>
        label="Below the canvas"
        idPrefix={`${key}-bottom`}
        chosen={tab}
        choose={(next) => ui.show({ tab: next })}
        tabs={[
          { id: 'events', title: titles.events },
          { id: 'problems', title: <ProblemsTitle all={all} errors={errors} /> },
          { id: 'sql', title: titles.sql },
          { id: 'runs', title: titles.runs },
        ]}
      />
      <TabPanel idPrefix={`${key}-bottom`} chosen={tab} className="below__body">
        <ErrorBoundary what={`“${titles[tab]}”`} resetKey={tab}>
          {tab === 'events' && <EventsTab />}
          {tab === 'problems' && <Problems />}
          {tab === 'sql' && (
            <Suspense>
              <SqlPanel />
            </Suspense>
          )}
          {tab === 'runs' && <RunsTab />}
        </ErrorBoundary>
      </TabPanel>
    </div>
  );
}

function ProblemsTitle({ all, errors }: { all: number; errors: number }) {
  return (
    <>
      {titles.problems} {all > 0 && <span className={errors > 0 ? 'badge badge--error' : 'badge'}>{all}</span>}
    </>
  );
}
