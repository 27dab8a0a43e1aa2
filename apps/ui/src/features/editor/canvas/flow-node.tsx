import { portKey } from '@headrace/flow';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { rings } from '../../../ui/states/rings.ts';
import { inputPorts, typeOf } from '../catalogue.ts';
import { LostMark } from '../counts/lost-mark.tsx';
import { NodeIcon } from '../node-icon.tsx';
import { useAnalysis } from '../use-editor.ts';
import { useFeeding } from '../use-feeding.ts';
import type { BoxNode } from './elements.ts';
import { LiveNumbers } from './live-numbers.tsx';
import { handlePlaces } from './node-size.ts';
import { useRing } from './use-ring.ts';

/** A node on the canvas: what it is, what it does, how it is, and what goes through it. */
export const FlowNodeBox = memo(function FlowNodeBox({ id, data, selected }: NodeProps<BoxNode>) {
  const type = typeOf(data.type);
  const describes = useAnalysis((s) => s.nodes[id]?.describes) ?? '';
  const ring = useRing(id);
  const { word, Icon } = rings[ring];
  const outputs = type?.outputs ?? [];
  const inputs = inputPorts(type);
  const { ins, outs } = handlePlaces(data.type);
  const feeding = useFeeding(outputs.length === 0 ? id : undefined);
  return (
    <div className={`flow-node flow-node--${ring}${selected ? ' flow-node--selected' : ''}`}>
      {inputs.map((port, i) => (
        <Handle
          key={port.name}
          id={port.name}
          type="target"
          position={Position.Left}
          style={{ insetBlockStart: ins[i] }}
          title={port.title}
        />
      ))}
      <div className="flow-node__top">
        <NodeIcon type={data.type} />
        <span className="flow-node__name" title={id}>
          {id}
        </span>
        <LostMark node={id} />
        <span className="flow-node__state" title={word}>
          <Icon size={16} />
        </span>
      </div>
      <div className="flow-node__does" title={describes}>
        {describes}
      </div>
      {outputs.map((port) => (
        <LiveNumbers
          key={port.name}
          node={id}
          port={portKey(id, port.name, type)}
          title={outputs.length > 1 ? port.title : undefined}
        />
      ))}
      {feeding !== undefined && <LiveNumbers node={id} port={feeding} title={undefined} />}
      {outputs.map((port, i) => (
        <Handle
          key={port.name}
          id={port.name}
          type="source"
          position={Position.Right}
          style={{ insetBlockStart: outs[i] }}
          title={port.title}
        />
      ))}
    </div>
  );
});
