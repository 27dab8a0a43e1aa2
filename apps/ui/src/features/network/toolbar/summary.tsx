import type { GridState } from '@headrace/netpol/matrix';
import type { NetworkView } from '../evaluate/messages.ts';
import { countsText, cutOffMessage } from '../messages.ts';
import { useNetwork } from '../store.ts';
import { StateWord, stateLooks } from '../words.tsx';
import { Notices } from './notices.tsx';

const shownStates: readonly GridState[] = ['missing', 'wide', 'open', 'unknown', 'allowed', 'denied'];

/** The answer in a line: how many connections are how, with what each word means; above it what it leaves out. */
export function Summary() {
  const view = useNetwork((s) => s.view);
  return (
    <>
      <Notices />
      {view && <Counts view={view} />}
    </>
  );
}

function Counts({ view: { grid, counts, unchecked } }: { view: NetworkView }) {
  const ofFiles = useNetwork((s) => s.files.world.length);
  const cutOff = cutOffMessage(grid, unchecked === undefined);
  return (
    <section className="network__summary" aria-label="Summary" aria-live="polite">
      <span className="network__counts">{countsText(counts, ofFiles)}</span>
      {grid.leftOut.length > 0 && <span>Of the groups and ports shown:</span>}
      {shownStates
        .filter((state) => grid.counts[state] > 0)
        .map((state) => (
          <span key={state} className="network__count" title={stateLooks[state].means}>
            <StateWord state={state} /> {grid.counts[state]}
          </span>
        ))}
      {cutOff !== '' && <strong>{cutOff}</strong>}
      {grid.leftOut.map((message) => (
        <span key={message}>{message}</span>
      ))}
    </section>
  );
}
