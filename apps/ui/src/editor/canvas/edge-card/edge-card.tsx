import { portKey, printType, type Relation } from '@headrace/flow';
import { useEffect } from 'react';
import { useAnalysis } from '../../../compile/store.ts';
import { useDocument } from '../../../document/store.ts';
import { formatCount, formatRate } from '../../../format/numbers.ts';
import { portRows, usePortVersion } from '../../../preview/ports.ts';
import { usePreview } from '../../../preview/store.ts';
import { typeOf } from '../../catalogue.ts';
import { useCanvas } from '../canvas-store.ts';
import { coverCard, hideEdgeCard, useEdgeCard } from './card-store.ts';
import './edge-card.scss';
import { changelogInWords } from './words.ts';

const width = 288;
const highest = 320;

/** What goes over an edge: how fast, of what kind, with which columns. */
export function EdgeCard() {
  const at = useEdgeCard((s) => s.at);
  const edge = useCanvas((s) => at && s.edges.find((e) => e.id === at.edge));
  useEffect(() => {
    if (!at) return;
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && hideEdgeCard();
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, [at]);
  if (!at || !edge?.data) return null;
  const { from, to } = edge.data;
  return (
    <div
      id="edge-card"
      className="edge-card"
      role="tooltip"
      style={{
        insetInlineStart: Math.max(8, Math.min(at.x + 12, innerWidth - width - 8)),
        insetBlockStart: Math.max(8, Math.min(at.y + 12, innerHeight - highest - 8)),
        inlineSize: width,
        maxBlockSize: highest,
      }}
      onMouseEnter={() => coverCard(true)}
      onMouseLeave={() => coverCard(false)}
    >
      <strong className="edge-card__title">
        {from.node} → {to.node}
      </strong>
      <Content node={from.node} port={from.port} />
    </div>
  );
}

function Content({ node, port }: { node: string; port: string }) {
  const relation = useAnalysis((s) => s.nodes[node]?.outputs[port]);
  const key = useDocument((s) => portKey(node, port, typeOf(s.document?.spec.nodes[node]?.type)));
  return (
    <>
      <Rate port={key} />
      {relation ? <Shape relation={relation} /> : <p>Its columns are known when {node} is complete.</p>}
    </>
  );
}

function Rate({ port }: { port: string }) {
  const isShown = usePreview((s) => s.ports.includes(port));
  usePortVersion(port);
  if (!isShown) return <p>The rate is shown while a preview runs.</p>;
  const { count, rate } = portRows(port);
  return (
    <p>
      {formatRate(rate.perSecond(Date.now()))}, {formatCount(count)} since the preview began
    </p>
  );
}

function Shape({ relation: { columns, changelog, eventTime } }: { relation: Relation }) {
  return (
    <>
      <p>{changelogInWords(changelog)}</p>
      <table className="edge-card__columns" aria-label="Columns">
        <tbody>
          {columns.map(({ name, type }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {type ? printType(type) : '…'}
                {name === eventTime && ', event time'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
