import { lazy, Suspense, useId, useState } from 'react';
import './code-help.scss';
import { ErrorBoundary } from '../error-boundary.tsx';

const CodeHelpText = lazy(() => import('./code-help-text.tsx'));

/** A button that shows, below the message beside which it stands, what the code of the message means and what to do. */
export function CodeHelp({ code }: { code: string }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="link-button code-help__button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? 'Close help' : 'Learn more'}
        <span className="visually-hidden"> about {code}</span>
      </button>
      {isOpen && (
        <div id={id} className="code-help">
          <ErrorBoundary what="The help" resetKey={code}>
            <Suspense>
              <CodeHelpText code={code} />
            </Suspense>
          </ErrorBoundary>
        </div>
      )}
    </>
  );
}
