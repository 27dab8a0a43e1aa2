import type { Picture } from '../../compile/messages.ts';

/** About what nodes measure on the canvas. */
const size = { width: 220, height: 92 };
const margin = 30;

/** A flow as small as a stamp. */
export function FlowPicture({ picture }: { picture: Picture }) {
  if (picture.nodes.length === 0) return <span className="flow-picture flow-picture--empty" />;
  const xs = picture.nodes.map((n) => n.x);
  const ys = picture.nodes.map((n) => n.y);
  const left = Math.min(...xs) - margin;
  const top = Math.min(...ys) - margin;
  const width = Math.max(...xs) + size.width + margin - left;
  const height = Math.max(...ys) + size.height + margin - top;
  const at = new Map(picture.nodes.map((n) => [n.name, n]));
  return (
    <svg className="flow-picture" viewBox={`${left} ${top} ${width} ${height}`} aria-hidden="true">
      {picture.edges.map((edge) => {
        const a = at.get(edge.from);
        const b = at.get(edge.to);
        if (!a || !b) return null;
        const [x1, y1, x2, y2] = [a.x + size.width, a.y + size.height / 2, b.x, b.y + size.height / 2];
        const bend = Math.max(40, (x2 - x1) / 2);
        return (
          <path key={`${edge.from} ${edge.to}`} d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} />
        );
      })}
      {picture.nodes.map((node) => (
        <rect key={node.name} x={node.x} y={node.y} width={size.width} height={size.height} rx={12} />
      ))}
    </svg>
  );
}
