import { formatCount, several } from '../../../lib/format/numbers.ts';
import { useCurrentRun, usePreview } from '../use-editor.ts';

/** How many rows of the newest run left by a port, or were written, while there is no preview to show. */
export function RunNumbers({ node, port }: { node: string; port: string }) {
  const shown = usePreview((s) => s.ports.length > 0);
  const counts = useCurrentRun((s) => s.run?.counts?.[node]);
  const count = counts?.written ?? counts?.out[port];
  if (shown || count === undefined) return null;
  return <span title={`${several(count, 'event')} since the run began`}>{formatCount(count)}</span>;
}
