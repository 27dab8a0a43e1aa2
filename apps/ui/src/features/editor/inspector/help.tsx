import { assets } from '@headrace/nodes/assets';
import Markdown from 'react-markdown';
import { splitTables } from './split-tables.ts';

/** The help of a node type, written beside its code. */
export default function Help({ type }: { type: string }) {
  const help = Object.hasOwn(assets, type) ? assets[type]?.help : undefined;
  if (!help) return <p className="inspector__none">There is no help for this node.</p>;
  return (
    <div className="help">
      {splitTables(help).map((part, i) =>
        part.kind === 'text' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places
          <Markdown key={i}>{part.text}</Markdown>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places
          <table key={i}>
            <tbody>
              {part.rows.map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell) => (
                    <td key={cell}>
                      <Markdown>{cell}</Markdown>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ),
      )}
    </div>
  );
}
