import { Button } from '@carbon/react';
import { ErrorFilled } from '@carbon/react/icons';
import { change, useNetwork } from '../store.ts';
import { noticesOf } from './notices-of.ts';

/** Above every tab: what the answer leaves out. */
export function Notices() {
  const view = useNetwork((s) => s.view);
  const refused = useNetwork((s) => s.refused);
  if (!view) return null;
  return noticesOf(view, refused).map(({ role, sentence, actions }) => (
    <div key={sentence} className="network__summary" role={role}>
      {role === 'alert' ? (
        <span className="net-state net-field-fault">
          <ErrorFilled />
          <span>{sentence}</span>
        </span>
      ) : (
        <span>{sentence}</span>
      )}
      {actions.map(({ label, settings }) => (
        <Button key={label} kind="ghost" size="sm" onClick={() => change(settings)}>
          {label}
        </Button>
      ))}
    </div>
  ));
}
