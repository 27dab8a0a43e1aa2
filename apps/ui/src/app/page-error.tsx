import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorMessage } from '../ui/error-boundary.tsx';

/** In the place of a page that cannot be shown: what happened, and the way to the other pages. */
export function PageError({ error, reset }: ErrorComponentProps) {
  return (
    <ErrorMessage
      what="This page"
      advice="Your edits are kept: what is not saved yet is in this browser."
      error={error}
      again={reset}
    >
      <p>
        {/* Not a link of the router: loading the app anew is what may help. */}
        <a href="/">All flows</a>
      </p>
    </ErrorMessage>
  );
}
