import type { NetworkView } from '../evaluate/messages.ts';
import { useNetwork } from '../store.ts';
import { FindingList } from './finding-list.tsx';

/** What could not be read, and what a review finds. */
export function Findings({ view: { diagnostics, review, skipped } }: { view: NetworkView }) {
  const ignored = useNetwork((s) => s.ignored);
  return (
    <div className="net-review">
      {diagnostics.length > 0 && (
        <section>
          <h2>In the files</h2>
          <FindingList findings={diagnostics} />
        </section>
      )}
      <section>
        <h2>Review</h2>
        <FindingList findings={review} />
        {review.length === 0 && (
          <p>Nothing is missing, too wide, or written in a way that some network plugin misreads.</p>
        )}
      </section>
      {skipped.length > 0 && <p>Skipped, since it says nothing of connections: {skipped.join(', ')}.</p>}
      {ignored > 0 && <p>{ignored} files are no YAML or JSON by their names, and were not read.</p>}
    </div>
  );
}
