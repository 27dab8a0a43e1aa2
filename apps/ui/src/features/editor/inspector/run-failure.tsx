import { InlineNotification } from '@carbon/react';
import { useCurrentRun } from '../use-editor.ts';

/** Why the last run failed, at the node that it failed at. */
export function RunFailure({ node }: { node: string }) {
  const failure = useCurrentRun((s) => (s.run?.state === 'failed' ? s.run.failure : null));
  if (failure?.node !== node) return null;
  return (
    <InlineNotification
      className="inspector__failure"
      kind="error"
      lowContrast
      hideCloseButton
      title="The last run failed here."
      subtitle={failure.message}
    />
  );
}
