import { memo } from 'react';
import { formatCount, formatRate, several } from '../../../lib/format/numbers.ts';
import { formatTime, formatUtc } from '../../../lib/format/times.ts';
import { RunNumbers } from '../counts/run-numbers.tsx';
import { useFlowEditor, usePortVersion, usePreview } from '../use-editor.ts';

interface LiveNumbersProps {
  /** The node on which they stand. */
  readonly node: string;
  /** The key of the port. */
  readonly port: string;
  /** What the port is called, where a node has several. */
  readonly title: string | undefined;
}

/** Rate, count and watermark of a port; while there is no preview only its name. */
export const LiveNumbers = memo(function LiveNumbers({ node, port, title }: LiveNumbersProps) {
  const on = usePreview((s) => s.ports.length > 0);
  return (
    <div className={title === undefined ? 'live' : 'live live--named'}>
      {title !== undefined && <span className="live__title">{title}</span>}
      {on ? <Numbers port={port} short={title !== undefined} /> : <RunNumbers node={node} port={port} />}
    </div>
  );
});

function Numbers({ port, short }: { port: string; short: boolean }) {
  const { preview } = useFlowEditor();
  usePortVersion(port);
  const { count, rate, watermark } = preview.ports.at(port);
  const now = Date.now();
  const perSecond = rate.perSecond(now);
  return (
    <>
      <span className={perSecond > 0 ? 'live__rate live__rate--on' : 'live__rate'}>{formatRate(perSecond)}</span>
      <span title={`${several(count, 'event')} since the preview began`}>{formatCount(count)}</span>
      {!short && watermark !== null && (
        <span className="live__watermark" title={`Watermark ${formatUtc(watermark)}: no older event is expected`}>
          ▸ {formatTime(watermark, now)}
        </span>
      )}
    </>
  );
}
