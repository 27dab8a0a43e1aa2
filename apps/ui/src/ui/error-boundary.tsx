import { Button } from '@carbon/react';
import { ErrorFilled } from '@carbon/react/icons';
import { Component, type ReactNode } from 'react';
import './error-boundary.scss';

interface ErrorBoundaryProps {
  /** What is missing when it fails, as the first words of a sentence: “The inspector”. */
  readonly what: string;
  /** What stays as it was, and what to do, where that is more than to try again. */
  readonly advice?: string;
  /** Another value shows the children again: what made them fail may have gone. */
  readonly resetKey?: unknown;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
  readonly resetKey: unknown;
}

/**
 * Shows a message in the place of a part of the page that throws an exception while it is rendered, so that the rest of
 * the page stays usable. React writes the exception to the browser's console.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: undefined, failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error, failed: true };
  }

  static getDerivedStateFromProps(
    { resetKey }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return Object.is(resetKey, state.resetKey) ? null : { resetKey, failed: false, error: undefined };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { what, advice = 'Your flow is not affected.' } = this.props;
    const again = () => this.setState({ failed: false, error: undefined });
    return <ErrorMessage what={what} advice={advice} error={this.state.error} again={again} />;
  }
}

interface ErrorMessageProps {
  readonly what: string;
  readonly advice: string;
  readonly error: unknown;
  again(): void;
  /** Stands below the message. */
  readonly children?: ReactNode;
}

/** What happened, and what to do. */
export function ErrorMessage({ what, advice, error, again, children }: ErrorMessageProps) {
  return (
    <div className="error-boundary" role="alert">
      <ErrorFilled />
      <div>
        <strong>{what} cannot be shown.</strong>
        <p>
          An error in Headrace stopped it: {messageOf(error)} {advice} Try again. If the error stays, reload the page;
          if it comes back, report this message.
        </p>
        <Button kind="ghost" size="sm" onClick={again}>
          Try again
        </Button>
        <Button kind="ghost" size="sm" onClick={() => location.reload()}>
          Reload the page
        </Button>
        {children}
      </div>
    </div>
  );
}

/** As a sentence. */
function messageOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).trim();
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
