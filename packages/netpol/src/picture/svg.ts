import { curveAlong } from './curve.ts';
import { edgeSentence, type Layout } from './layout.ts';
import { type Box, linesOf, shape, shortened } from './measure.ts';
import { isFromAnyone, type PictureNode } from './picture.ts';
import { type Element, element, printXml } from './xml.ts';

const ink = '#161616';
const quiet = '#525252';
const line = '#393939';
/** Whatever is open to anyone: also thicker, dashed, and said in words. */
const alarm = '#a2191f';
const head = 64;
const legendHeight = 56;

/**
 * A picture as an SVG document that stands by itself: black on white for print, with title and legend, and a description
 * that says every connection to those who do not see it.
 */
export function printSvg(layout: Layout, title: string): string {
  const { width } = layout;
  const height = layout.height + head + legendHeight + notesOf(layout).length * shape.line;
  const root = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${round(Math.max(width, 760))} ${round(height)}`,
      width: round(Math.max(width, 760)),
      height: round(height),
      role: 'img',
      'aria-labelledby': 'title desc',
      'font-family': "'IBM Plex Sans', 'Helvetica Neue', Arial, sans-serif",
      'font-size': shape.small,
      fill: ink,
    },
    element('title', { id: 'title' }, title),
    element('desc', { id: 'desc' }, description(layout)),
    element('defs', {}, arrowHead('arrow', line), arrowHead('arrow-alarm', alarm)),
    element('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
    text(24, 34, title, { 'font-size': 20, 'font-weight': 600 }),
    text(
      24,
      54,
      'Arrows go from who calls to what is called; at each stand the ports (TCP unless it says otherwise).',
      {
        fill: quiet,
      },
    ),
    element('g', { transform: `translate(0 ${head})` }, ...areas(layout), ...edges(layout), ...nodes(layout)),
    ...legend(layout),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printXml(root)}\n`;
}

function description(layout: Layout): string {
  const all = layout.nodes.map((n) => n.node);
  const sentences = layout.edges.map((edge) => `${edgeSentence(edge, all)}.`);
  const marks = all.flatMap((node) => linesOf(node).map((one) => `${node.title}: ${one.text}.`));
  return [...sentences, ...marks, ...notesOf(layout)].join(' ') || 'No connection is allowed.';
}

/** What a reader has to know beside the picture: what a question mark means, and what did not fit. */
const notesOf = ({ edges, leftOut }: Layout): string[] => [
  ...(edges.some(({ edge }) => edge.verdict === 'unknown')
    ? ['A dotted arrow with a question mark is unknown: what was read does not decide it.']
    : []),
  ...leftOut,
];

const areas = (layout: Layout): Element[] =>
  layout.areas.flatMap(({ namespace, ...box }) => [
    element('rect', { ...rect(box), rx: 6, fill: '#f4f4f4', stroke: '#8d8d8d', 'stroke-dasharray': '2 3' }),
    element('rect', {
      ...rect({ x: box.x + 8, y: box.y - 9, width: areaWidth(namespace), height: 18 }),
      fill: '#ffffff',
    }),
    text(box.x + 14, box.y + 4, areaTitle(namespace), { fill: quiet, 'font-weight': 600 }),
  ]);

const areaTitle = (namespace: string): string => `namespace ${shortened(namespace, 60)}`;
const areaWidth = (namespace: string): number => shape.titleWidth(areaTitle(namespace)) + 8;

function edges(layout: Layout): Element[] {
  const all = layout.nodes.map((n) => n.node);
  const drawn = layout.edges.map((laid) => {
    const open = isFromAnyone(laid.edge);
    return element(
      'path',
      {
        d: curveAlong(laid.points),
        fill: 'none',
        stroke: open ? alarm : line,
        'stroke-width': open ? 2.5 : 1.25,
        ...(open ? { 'stroke-dasharray': '7 4' } : {}),
        ...(laid.edge.verdict === 'unknown' ? { 'stroke-dasharray': '2 3' } : {}),
        'marker-end': `url(#arrow${open ? '-alarm' : ''})`,
      },
      element('title', {}, edgeSentence(laid, all)),
    );
  });
  // Labels over all arrows, so that none is crossed out.
  const labels = layout.edges.flatMap(({ text: ports, label, edge }) => {
    const width = shape.portWidth(ports);
    return [
      element('rect', {
        ...rect({ x: label.x - width / 2, y: label.y - 9, width, height: 18 }),
        rx: 3,
        fill: '#ffffff',
      }),
      text(label.x, label.y + 4, ports, {
        'text-anchor': 'middle',
        ...(isFromAnyone(edge) ? { fill: alarm, 'font-weight': 600 } : {}),
      }),
    ];
  });
  return [...drawn, ...labels];
}

const nodes = (layout: Layout): Element[] => layout.nodes.map(({ node, ...box }) => nodeElement(node, box));

function nodeElement(node: PictureNode, box: Box): Element {
  const open = node.kind === 'anyone' || node.marks.includes('open');
  const left = box.x + shape.padding;
  const lines = [
    text(left, box.y + shape.line, shortened(node.title, shape.maxCharacters), {
      'font-size': shape.title,
      'font-weight': 600,
    }),
    text(left, box.y + 2 * shape.line, shortened(node.subtitle, shape.maxCharacters), { fill: quiet }),
    ...linesOf(node).map((one, i) =>
      text(left, box.y + (3 + i) * shape.line, one.text, {
        ...(one.mark ? { 'font-weight': 600 } : {}),
        ...(one.mark === 'open' || one.mark === 'host-network' ? { fill: alarm } : {}),
      }),
    ),
  ];
  const outline = element('rect', {
    ...rect(box),
    rx: node.kind === 'workloads' ? 4 : box.height / 2,
    fill: '#ffffff',
    stroke: open ? alarm : ink,
    'stroke-width': open ? 2.5 : 1.25,
    ...(open ? { 'stroke-dasharray': '7 4' } : {}),
  });
  return element('g', {}, element('title', {}, node.names.join(', ')), outline, ...lines);
}

function legend(layout: Layout): Element[] {
  const y = layout.height + head + 16;
  const sample = (x: number, open: boolean) =>
    element('path', {
      d: `M${x} ${y}h40`,
      stroke: open ? alarm : line,
      'stroke-width': open ? 2.5 : 1.25,
      ...(open ? { 'stroke-dasharray': '7 4' } : {}),
      'marker-end': `url(#arrow${open ? '-alarm' : ''})`,
    });
  return [
    sample(24, false),
    text(74, y + 4, 'may connect'),
    sample(174, true),
    text(224, y + 4, 'open to anyone, in or outside the cluster', { fill: alarm, 'font-weight': 600 }),
    text(600, y + 4, 'no arrow: not allowed', {}),

    ...notesOf(layout).map((message, i) => text(24, y + 4 + (i + 1.3) * shape.line, message, { 'font-weight': 600 })),
  ];
}

const arrowHead = (id: string, fill: string): Element =>
  element(
    'marker',
    {
      id,
      viewBox: '0 0 8 8',
      refX: 7.5,
      refY: 4,
      markerWidth: 8,
      markerHeight: 8,
      orient: 'auto',
      markerUnits: 'userSpaceOnUse',
    },
    element('path', { d: 'M0 0L8 4L0 8z', fill }),
  );

const text = (x: number, y: number, words: string, attributes: Element['attributes'] = {}): Element =>
  element('text', { x: round(x), y: round(y), ...attributes }, words);

const rect = ({ x, y, width, height }: Box) => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
});

const round = (value: number): number => Math.round(value * 10) / 10;
