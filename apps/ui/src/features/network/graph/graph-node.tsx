import { type Box, linesOf, type PictureNode, shape, shortened } from '@headrace/netpol/picture';

/** A box with a name, its kind, and what is to be said of it. */
export function GraphNode({ node, box }: { node: PictureNode; box: Box }) {
  const open = node.kind === 'anyone' || node.marks.includes('open');
  const left = box.x + shape.padding;
  return (
    <g className={`net-graph__node${open ? ' net-graph__node--open' : ''}`}>
      <title>{node.names.join(', ')}</title>
      <rect
        x={box.x}
        y={box.y}
        width={box.width}
        height={box.height}
        rx={node.kind === 'workloads' ? 4 : box.height / 2}
      />
      <text className="net-graph__name" x={left} y={box.y + shape.line}>
        {shortened(node.title, shape.maxCharacters)}
      </text>
      <text className="net-graph__kind" x={left} y={box.y + 2 * shape.line}>
        {shortened(node.subtitle, shape.maxCharacters)}
      </text>
      {linesOf(node).map(({ mark, text }, i) => (
        <text
          key={text}
          className={mark ? `net-graph__mark net-graph__mark--${mark}` : undefined}
          x={left}
          y={box.y + (3 + i) * shape.line}
        >
          {text}
        </text>
      ))}
    </g>
  );
}
