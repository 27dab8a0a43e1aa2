import { portKey } from '@headrace/flow';
import { BaseEdge, type EdgeProps, getBezierPath } from '@xyflow/react';
import { memo } from 'react';
import { formatRate } from '../../../lib/format/numbers.ts';
import { typeOf } from '../catalogue.ts';
import { isOn } from '../preview/preview.ts';
import { useAnalysis, useDocument, useFlowEditor, usePortVersion, usePreview } from '../use-editor.ts';
import type { CanvasEdge } from './elements.ts';

/** A stream between two nodes: a solid line only adds events, a dashed one also takes back and replaces. */
export const StreamEdge = memo(function StreamEdge(props: EdgeProps<CanvasEdge>) {
  const { id, data, selected } = props;
  const [path, x, y] = getBezierPath(props);
  const changes = useAnalysis(
    (s) => data !== undefined && s.nodes[data.from.node]?.outputs[data.from.port]?.changelog.mode === 'retract',
  );
  return (
    <g className={`stream${changes ? ' stream--changes' : ''}${selected ? ' stream--selected' : ''}`}>
      <BaseEdge id={id} path={path} interactionWidth={16} />
      {data && Math.abs(props.targetX - props.sourceX) > 70 && (
        <EdgeWords x={x} y={y} from={data.from} changes={changes} />
      )}
    </g>
  );
});

function EdgeWords({
  x,
  y,
  from,
  changes,
}: {
  x: number;
  y: number;
  from: { node: string; port: string };
  changes: boolean;
}) {
  const { preview } = useFlowEditor();
  const key = useDocument((s) => portKey(from.node, from.port, typeOf(s.document?.spec.nodes[from.node]?.type)));
  const on = usePreview((s) => isOn(s.status));
  usePortVersion(key);
  const rate = on ? formatRate(preview.ports.at(key).rate.perSecond(Date.now())) : '';
  const words = [rate, changes ? '± changes' : ''].filter((w) => w !== '').join(' · ');
  if (words === '') return null;
  return (
    <text x={x} y={y - 6} textAnchor="middle" className="stream__words">
      {words}
      {changes && <title>This stream takes rows back and replaces them (−U, +U, −D).</title>}
    </text>
  );
}
