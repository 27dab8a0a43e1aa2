import { WarningAlt } from '@carbon/icons-react';
import { lostAt } from './lost.ts';
import { useNodeCounts } from './use-node-counts.ts';

/** Rows at a node that were left out, or nothing. */
export function LostMark({ node }: { node: string }) {
  const lost = lostAt(useNodeCounts(node));
  if (!lost) return null;
  return (
    <span className="live__lost" title={lost.sentence}>
      <WarningAlt size={12} aria-hidden="true" />
      {lost.short}
    </span>
  );
}
