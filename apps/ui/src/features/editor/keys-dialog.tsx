import { Modal } from '@carbon/react';
import { bindings, browserKeys } from './keys.ts';
import './dialogs.scss';
import { useFlowEditor } from './use-editor.ts';

const signs: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };
// bounded: keys of our own.
const sign = (keys: string): string => keys.replace(/[A-Z][A-Za-z]+$/, (key) => signs[key] ?? key);

/** All keys, from the same table that handles them. */
export function KeysDialog() {
  const { closeDialog } = useFlowEditor().ui;
  return (
    <Modal open passiveModal size="sm" modalHeading="Keys" selectorPrimaryFocus=".keys" onRequestClose={closeDialog}>
      <table className="keys" tabIndex={-1}>
        <thead className="visually-hidden">
          <tr>
            <th>Keys</th>
            <th>What they do</th>
          </tr>
        </thead>
        <tbody>
          {[...bindings, ...browserKeys].map((binding) => (
            <tr key={binding.does}>
              <td>
                {binding.keys.map((keys) => (
                  <kbd key={keys}>{sign(keys)}</kbd>
                ))}
              </td>
              <td>{binding.does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
