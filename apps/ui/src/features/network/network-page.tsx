import { Button, InlineLoading, InlineNotification } from '@carbon/react';
import { ChevronDown } from '@carbon/react/icons';
import { Link } from '@tanstack/react-router';
import { type DragEvent, useEffect, useState } from 'react';
import { fetchMono } from '../../ui/code/mono.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { Explanation } from './explanation/explanation.tsx';
import { Findings } from './findings/findings.tsx';
import { Graph } from './graph/graph.tsx';
import { List } from './list/list.tsx';
import { Matrix } from './matrix/matrix.tsx';
import './network.scss';
import { Policies } from './policies/policies.tsx';
import { tabs } from './settings/settings.ts';
import { useSettings } from './settings/use-settings.ts';
import { dropped } from './sources/dropped.ts';
import { SourcePanel } from './sources/source-panel.tsx';
import { change, evaluate, failed, takeWorld, useNetwork } from './store.ts';
import { Question } from './toolbar/question.tsx';
import { Summary } from './toolbar/summary.tsx';
import { Legend } from './words.tsx';

const titles = {
  matrix: 'Matrix',
  graph: 'Graph',
  list: 'List',
  findings: 'Findings',
  yaml: 'Policies (YAML)',
} as const;

const unaffected = 'What you opened is not affected.';

/** What may reach what, and why: of an installation as it is generated, or of any Kubernetes files. */
export default function NetworkPage() {
  useEffect(fetchMono, []);
  const settings = useSettings();
  const view = useNetwork((s) => s.view);
  const evaluating = useNetwork((s) => s.evaluating);
  const fault = useNetwork((s) => s.fault);
  const explaining = useNetwork((s) => s.question !== undefined);
  const { tab, ...evaluated } = settings;
  const key = JSON.stringify(evaluated);
  // biome-ignore lint/correctness/useExhaustiveDependencies: evaluated anew when a setting is another, but for the tab
  useEffect(() => void evaluate(), [key]);
  useTitle('Network policies – Headrace');
  const drop = useDrop();
  const [unfolded, setUnfolded] = useState(false);
  const found = view ? view.review.length + view.diagnostics.length : 0;
  const titleOf = (id: keyof typeof titles) => (id === 'findings' && found > 0 ? `Findings (${found})` : titles[id]);
  return (
    <div className="network" {...drop.handlers}>
      <header className="header">
        <Link to="/" activeOptions={{ exact: true }} className="brand">
          <img src="/favicon.svg" alt="" />
          Headrace
        </Link>
        <h1 className="network__title">Network policies</h1>
        {/* Hidden from screen readers: Carbon's would interrupt at every key, and the summary announces the result. */}
        {evaluating && (
          <span aria-hidden="true">
            <InlineLoading description="Evaluating" />
          </span>
        )}
        <span className="header__space" />
        <ThemeSwitch />
      </header>
      <div className={`network__body${explaining ? ' network__body--explaining' : ''}`}>
        <div className="network__work">
          {/* Visible on narrow screens only, where the form would push everything else out of sight. */}
          <Button
            kind="ghost"
            size="md"
            className="network__unfold"
            renderIcon={ChevronDown}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            Files and installation
          </Button>
          <ErrorBoundary what="The form of files and installation" advice={unaffected}>
            <SourcePanel settings={settings} />
          </ErrorBoundary>
          <main className="network__main">
            {fault !== undefined && (
              <InlineNotification
                kind="error"
                lowContrast
                hideCloseButton
                title="This could not be evaluated."
                subtitle={fault}
              />
            )}
            <ErrorBoundary what="The summary" advice={unaffected} resetKey={view}>
              <Question settings={settings} namespaces={view?.namespaces ?? []} />
              <Summary />
              <Legend />
            </ErrorBoundary>
            <Tabs
              label="What is shown"
              idPrefix="network"
              tabs={tabs.map((id) => ({ id, title: titleOf(id) }))}
              chosen={tab}
              choose={(next) => change({ tab: next }, { typed: true })}
            />
            <TabPanel idPrefix="network" chosen={tab} className="network__panel">
              {view && (
                <ErrorBoundary what={`“${titles[tab]}”`} advice={unaffected} resetKey={tab}>
                  {tab === 'matrix' && <Matrix grid={view.grid} />}
                  {tab === 'graph' && <Graph layout={view.layout} grid={view.grid} whatIf={settings.whatIf} />}
                  {tab === 'list' && <List entries={view.entries} />}
                  {tab === 'findings' && <Findings view={view} />}
                  {tab === 'yaml' && <Policies view={view} settings={settings} />}
                </ErrorBoundary>
              )}
            </TabPanel>
          </main>
        </div>
        {explaining && (
          <ErrorBoundary what="The explanation" advice={unaffected}>
            <Explanation />
          </ErrorBoundary>
        )}
      </div>
      {drop.over && <p className="network__drop">Drop YAML or JSON files, or a folder. They stay in this browser.</p>}
    </div>
  );
}

/** What the browser calls the page, as long as it is open. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}

/** Files and folders may be dropped anywhere on the page. */
function useDrop() {
  const [over, setOver] = useState(false);
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void dropped(event.dataTransfer).then(takeWorld, failed);
    },
  };
  return { over, handlers };
}
