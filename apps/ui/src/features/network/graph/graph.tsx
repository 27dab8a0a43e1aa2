// biome-ignore-all lint/a11y/useSemanticElements: there are neither buttons nor groups in SVG
import { Button } from '@carbon/react';
import { Download } from '@carbon/react/icons';
import type { Grid } from '@headrace/netpol/matrix';
import { curveAlong, edgeSentence, isFromAnyone, type LaidEdge, type Layout } from '@headrace/netpol/picture';
import { type KeyboardEvent, useRef, useState } from 'react';
import { download } from '../../../lib/format/download.ts';
import { ask } from '../evaluate/client.ts';
import { showAsked } from '../explanation/show-asked.ts';
import type { Denial } from '../settings/settings.ts';
import { explainConnection, failed } from '../store.ts';
import { GraphNode } from './graph-node.tsx';
import { purposeOf, questionOf } from './question-of.ts';

/** The picture of who may reach whom: arrows are reached by Tab and arrow keys, and Enter or Space explains one. */
export function Graph({ layout, grid, whatIf }: { layout: Layout; grid: Grid; whatIf: Denial | '' }) {
  const { width, height, areas, nodes, edges, leftOut } = layout;
  const all = nodes.map((n) => n.node);
  const [active, setActive] = useState(0);
  const host = useRef<SVGSVGElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined || edges.length === 0) return;
    event.preventDefault();
    const to = (active + step + edges.length) % edges.length;
    setActive(to);
    host.current?.querySelector<SVGGElement>(`[data-edge="${to}"]`)?.focus();
  };
  const explain = (laid: LaidEdge) => {
    const question = questionOf(laid.edge, all);
    if (question) void explainConnection(question, purposeOf(question, grid)).then(() => showAsked());
  };
  return (
    <div className="net-graph">
      <p className="net-graph__head">
        <span>
          Arrows go from who calls to what is called. Dashed: open to anyone. Dotted with a question mark: unknown. No
          arrow: not allowed.
        </span>
        <Button
          kind="ghost"
          size="sm"
          renderIcon={Download}
          onClick={() => void ask('svg', { title: titleOf(whatIf) }).then(save, failed)}
        >
          Download as SVG
        </Button>
      </p>
      {whatIf === 'egress' && (
        <p>
          Default-deny of egress restricts what pods of the cluster send, and not what comes from outside: arrows from
          Anyone stay.
        </p>
      )}
      {leftOut.map((message) => (
        <p key={message}>{message}</p>
      ))}
      <svg
        ref={host}
        viewBox={`0 0 ${width} ${height}`}
        style={{ maxInlineSize: width, minInlineSize: width * 0.6 }}
        role="group"
        aria-label="Who may reach whom"
        onKeyDown={onKeyDown}
      >
        <defs>
          {(['plain', 'open'] as const).map((kind) => (
            <marker
              key={kind}
              id={`net-arrow-${kind}`}
              className={`net-graph__arrow net-graph__arrow--${kind}`}
              viewBox="0 0 8 8"
              refX="7.5"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" />
            </marker>
          ))}
        </defs>
        {areas.map(({ namespace, x, y, width: w, height: h }) => (
          <g key={namespace} className="net-graph__area">
            <rect x={x} y={y} width={w} height={h} rx={6} />
            <text x={x + 12} y={y - 6}>
              namespace {namespace}
            </text>
          </g>
        ))}
        {edges.map((laid, i) => (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: arrows come anew together
            key={i}
            data-edge={i}
            role="button"
            tabIndex={i === active ? 0 : -1}
            aria-label={edgeSentence(laid, all)}
            className={`net-graph__edge net-graph__edge--${isFromAnyone(laid.edge) ? 'open' : 'plain'} net-graph__edge--${laid.edge.verdict}`}
            onClick={() => explain(laid)}
            onFocus={() => setActive(i)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              explain(laid);
            }}
          >
            <path className="net-graph__reach" d={curveAlong(laid.points)} />
            <path
              className="net-graph__line"
              d={curveAlong(laid.points)}
              markerEnd={`url(#net-arrow-${isFromAnyone(laid.edge) ? 'open' : 'plain'})`}
            />
            <Label laid={laid} />
          </g>
        ))}
        {nodes.map(({ node, ...box }) => (
          <GraphNode key={node.id} node={node} box={box} />
        ))}
      </svg>
    </div>
  );
}

/** The title of a saved picture says when it shows policies that are not applied yet. */
const titleOf = (whatIf: Denial | ''): string =>
  whatIf === ''
    ? 'Who may reach whom'
    : `Who may reach whom, if default-deny were applied (${whatIf === 'both' ? 'ingress and egress' : whatIf})`;

const save = (svg: string): void => download('network-policies.svg', svg, 'image/svg+xml');

function Label({ laid: { text, label } }: { laid: LaidEdge }) {
  const width = text.length * 6.8 + 10;
  return (
    <g className="net-graph__label">
      <rect x={label.x - width / 2} y={label.y - 9} width={width} height={18} rx={3} />
      <text x={label.x} y={label.y + 4} textAnchor="middle">
        {text}
      </text>
    </g>
  );
}
