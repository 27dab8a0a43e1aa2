import type { NetworkView } from '../evaluate/messages.ts';
import { ignoredMessage, uncheckedMessage } from '../messages.ts';
import { useNetwork } from '../store.ts';
import { allClear } from './empty-states.ts';
import { FindingList } from './finding-list.tsx';

/** What could not be read, and what a review finds. */
export function Findings({ view }: { view: NetworkView }) {
  const { diagnostics, review, leftOut, unchecked } = view;
  const ignored = useNetwork((s) => s.ignored);
  const clear = allClear(view);
  return (
    <div className="net-review">
      {diagnostics.length > 0 && (
        <section>
          <h2>In the files</h2>
          <FindingList findings={diagnostics} command="headrace netpol review" />
        </section>
      )}
      <section>
        <h2>Review</h2>
        {unchecked && <p>{uncheckedMessage(unchecked)}</p>}
        <FindingList findings={review} command="headrace netpol review" />
        {clear !== undefined && <p>{clear}</p>}
      </section>
      {leftOut.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {ignored > 0 && <p>{ignoredMessage(ignored)}</p>}
    </div>
  );
}
