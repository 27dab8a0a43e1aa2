import type { Counts, NodeCounts } from '@headrace/api';
import { formatCount, formatExact } from '../../../lib/format/numbers.ts';

const columns = [
  ['in', 'In'],
  ['out', 'Out'],
  ['written', 'Written'],
  ['unreadable', 'Unreadable'],
  ['emptied', 'Partly empty'],
  ['deleted', 'Without value'],
  ['untimed', 'Without event time'],
  ['late', 'Late'],
  ['failed', 'Failed'],
] as const;

/** What became of the rows of a run, node by node. A number that is not known is a dash: Flink runs some nodes as one. */
export function RunCounts({ counts, restarts }: { counts: Counts; restarts: number }) {
  const nodes = Object.entries(counts);
  const shown = columns.filter(([key]) => nodes.some(([, c]) => (countAt(c, key) ?? 0) > 0 || key === 'in'));
  return (
    <details>
      <summary>Events by node</summary>
      <table className="runs__counts">
        <thead>
          <tr>
            <th>Node</th>
            {shown.map(([key, title]) => (
              <th key={key}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {nodes.map(([node, c]) => (
            <tr key={node}>
              <th scope="row">{node}</th>
              {shown.map(([key]) => (
                <Cell key={key} value={countAt(c, key)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {restarts > 0 && <p>Events that were read again after a restart are counted again.</p>}
    </details>
  );
}

function Cell({ value }: { value: number | undefined }) {
  return value === undefined ? <td>–</td> : <td title={formatExact(value)}>{formatCount(value)}</td>;
}

function countAt(counts: NodeCounts, key: (typeof columns)[number][0]): number | undefined {
  if (key !== 'out') return counts[key];
  const out = Object.values(counts.out);
  return out.length === 0 ? undefined : out.reduce((sum, n) => sum + n, 0);
}
