import { Button, InlineNotification } from '@carbon/react';
import { Add, Security, Upload } from '@carbon/react/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { createFlow } from '../../api/flows.ts';
import { sentenceOf } from '../../api/http.ts';
import { useFlows } from '../../api/queries.ts';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { Bin } from './bin.tsx';
import { Examples } from './examples.tsx';
import { FlowTable } from './flow-table.tsx';
import './home.scss';
import { NewFlowDialog } from './new-flow-dialog.tsx';

const unaffected = 'Your flows are not affected.';

/** All flows: examples to begin with, one's own, and the bin. */
export default function HomePage() {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const flows = useFlows();
  const navigate = useNavigate();
  const create = async (from: Parameters<typeof createFlow>[0]) => {
    setProblem(undefined);
    try {
      const stored = await createFlow(from);
      void flows.refetch();
      await navigate({ to: '/flows/$id', params: { id: stored.id } });
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <div className="home">
      <header className="header">
        <h1 className="brand">
          <img src="/favicon.svg" alt="" />
          Headrace
        </h1>
        <span className="header__space" />
        <nav aria-label="Pages">
          <Link to="/network" className="header__link">
            <Security />
            Network policies
          </Link>
        </nav>
        <ThemeSwitch />
      </header>
      <main className="home__main">
        {problem !== undefined && (
          <InlineNotification
            kind="error"
            lowContrast
            title="That did not work."
            subtitle={problem}
            onClose={() => setProblem(undefined)}
          />
        )}
        <ErrorBoundary what="The list of examples" advice={unaffected}>
          <Examples create={(example) => void create({ example })} />
        </ErrorBoundary>
        <section aria-labelledby="own-flows">
          <div className="home__bar">
            <h2 id="own-flows">Flows</h2>
            <span className="header__space" />
            <Button kind="ghost" size="md" renderIcon={Upload} onClick={() => file.current?.click()}>
              Import
            </Button>
            <Button size="md" renderIcon={Add} onClick={() => setAsking(true)}>
              New flow
            </Button>
          </div>
          <ErrorBoundary what="The list of flows" advice={unaffected}>
            <FlowTable report={setProblem} />
          </ErrorBoundary>
        </section>
        <ErrorBoundary what="The bin" advice={unaffected}>
          <Bin report={setProblem} />
        </ErrorBoundary>
      </main>
      <input
        ref={file}
        hidden
        type="file"
        aria-label="Flow to import"
        accept=".yaml,.yml,.json"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          void chosen?.text().then((text) => create({ text }));
        }}
      />
      {asking && <NewFlowDialog close={() => setAsking(false)} create={(from) => void create(from)} />}
    </div>
  );
}
