import { Button } from '@carbon/react';
import { ErrorFilled } from '@carbon/react/icons';
import { change, useNetwork } from '../store.ts';
import { type Notice, noticesOf } from './notices-of.ts';

/**
 * Above every tab: what the answer leaves out. Notices of role `status` stand in an element that is always there: screen readers announce
 * changes of a live region, and not a new one.
 */
export function Notices() {
  const view = useNetwork((s) => s.view);
  const refused = useNetwork((s) => s.refused);
  const all = view ? noticesOf(view, refused) : [];
  const [alerts, polite] = (['alert', 'status'] as const).map((role) => all.filter((n) => n.role === role));
  return (
    <>
      {alerts?.map((notice) => (
        <div key={notice.message} role="alert">
          <Line notice={notice} />
        </div>
      ))}
      <div role="status">
        {polite?.map((notice) => (
          <Line key={notice.message} notice={notice} />
        ))}
      </div>
    </>
  );
}

function Line({ notice: { isFault, message, actions } }: { notice: Notice }) {
  return (
    <div className="network__summary">
      {isFault ? (
        <span className="net-state net-field-fault">
          <ErrorFilled />
          <span>{message}</span>
        </span>
      ) : (
        <span>{message}</span>
      )}
      {actions.map(({ label, settings }) => (
        <Button key={label} kind="ghost" size="sm" onClick={() => change(settings)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
