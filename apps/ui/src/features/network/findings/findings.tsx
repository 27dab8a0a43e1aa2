import { sayNotKubernetes } from '@headrace/netpol';
import type { NetworkView } from '../evaluate/messages.ts';
import { ignoredMessage, uncheckedMessage } from '../messages.ts';
import { useNetwork } from '../store.ts';
import { allClear } from './empty-states.ts';
import { FindingList } from './finding-list.tsx';

/** What could not be read, and what a review finds. */
export function Findings({ view }: { view: NetworkView }) {
  const { diagnostics, review, skipped, notRead, notKubernetes, unchecked } = view;
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
      {skipped.length > 0 && <p>Skipped, since it says nothing of connections: {skipped.join(', ')}.</p>}
      {notRead.length > 0 && (
        <p>Not read, and not known here whether it says anything of connections: {notRead.join(', ')}.</p>
      )}
      {notKubernetes.length > 0 && <p>{sayNotKubernetes(notKubernetes)}</p>}
      {ignored > 0 && <p>{ignoredMessage(ignored)}</p>}
    </div>
  );
}
