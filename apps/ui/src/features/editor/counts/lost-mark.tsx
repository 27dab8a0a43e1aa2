import { WarningAlt } from '@carbon/icons-react';
import { useCurrentRun, usePreview } from '../use-editor.ts';
import { lostAt } from './lost.ts';

/** Rows at a node that were left out, in the preview or else in the newest run; nothing where there are none. */
export function LostMark({ node }: { node: string }) {
  const preview = lostAt(usePreview((s) => s.counts[node]));
  const run = lostAt(useCurrentRun((s) => s.run?.counts?.[node]));
  const lost = preview ?? run;
  if (!lost) return null;
  return (
    <span className="live__lost" title={preview ? lost.message : `In the run: ${lost.message}`}>
      <WarningAlt size={12} aria-hidden="true" />
      {lost.short}
    </span>
  );
}
