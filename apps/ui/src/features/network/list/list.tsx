import { listBound } from '@headrace/netpol/matrix';
import type { ListEntry } from '../evaluate/messages.ts';
import { emptyList } from '../findings/empty-states.ts';
import { useNetwork } from '../store.ts';
import { StateWord } from '../words.tsx';

/** Who, whom, on which ports, why, and which policy allows it: to be read from top to bottom, or printed. */
export function List({ entries }: { entries: readonly ListEntry[] }) {
  const view = useNetwork((s) => s.view);
  const leftOut = [
    ...(entries.length === listBound ? ['More are left out: choose a namespace, or search for a name.'] : []),
    ...(view?.grid.leftOut ?? []),
  ];
  return (
    <div className="net-list">
      {entries.length === 0 ? (
        <p>{view && emptyList(view)}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Ports</th>
              <th scope="col">State</th>
              <th scope="col">Why</th>
              <th scope="col">Allowed by</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ from, to, ports, state, why, by }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and come anew together
              <tr key={i}>
                <td>{from}</td>
                <td>{to}</td>
                <td className="mono">{ports}</td>
                <td>
                  <StateWord state={state} />
                </td>
                <td>{why}</td>
                <td>{by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {leftOut.map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  );
}
