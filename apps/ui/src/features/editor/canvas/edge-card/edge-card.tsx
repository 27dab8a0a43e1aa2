import { portKey, printType, type Relation } from '@headrace/flow';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { formatCount, formatRate } from '../../../../lib/format/numbers.ts';
import { typeOf } from '../../catalogue.ts';
import { useAnalysis, useCanvas, useDocument, useFlowEditor, usePortVersion, usePreview } from '../../use-editor.ts';
import './edge-card.scss';
import { changelogInWords } from './words.ts';

const width = 288;
const highest = 320;

/** What goes over an edge: how fast, of what kind, with which columns. */
export function EdgeCard() {
  const { key, canvas } = useFlowEditor();
  const { edgeCard } = canvas;
  const at = useStore(edgeCard.store, (s) => s.at);
  const edge = useCanvas((s) => at && s.edges.find((e) => e.id === at.edge));
  useEffect(() => {
    if (!at) return;
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && edgeCard.hide();
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, [at, edgeCard]);
  if (!at || !edge?.data) return null;
  const { from, to } = edge.data;
  return (
    <div
      id={`${key}-edge-card`}
      className="edge-card"
      role="tooltip"
      style={{
        insetInlineStart: Math.max(8, Math.min(at.x + 12, innerWidth - width - 8)),
        insetBlockStart: Math.max(8, Math.min(at.y + 12, innerHeight - highest - 8)),
        inlineSize: width,
        maxBlockSize: highest,
      }}
      onMouseEnter={() => edgeCard.cover(true)}
      onMouseLeave={() => edgeCard.cover(false)}
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
  const { preview } = useFlowEditor();
  const isShown = usePreview((s) => s.ports.includes(port));
  usePortVersion(port);
  if (!isShown) return <p>The rate is shown while a preview runs.</p>;
  const { count, rate } = preview.ports.at(port);
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
