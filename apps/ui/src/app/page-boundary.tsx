import type { ReactNode } from 'react';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Link } from '../ui/link.tsx';

/**
 * Shows a message in the place of a page that cannot be shown, with the way to the other pages.
 * @param page another value is another page, which is shown
 */
export function PageBoundary({ page, children }: { page: string; children: ReactNode }) {
  return (
    <ErrorBoundary
      what="This page"
      advice="Your edits are kept: what is not saved yet is in this browser."
      resetKey={page}
      below={
        <p>
          <Link to="/">All flows</Link>
        </p>
      }
    >
      {children}
    </ErrorBoundary>
  );
}
