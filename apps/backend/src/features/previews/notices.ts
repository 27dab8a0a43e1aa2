import type { Diagnostic } from '@headrace/flow';

/** How many are kept: more than a page shows at once. */
const most = 20;

/**
 * The notices of a preview, for those who begin to look at it later: the newest of each kind at each node, as pages keep them,
 * since a newer one takes back what an older one said.
 */
export class Notices {
  private kept: readonly Diagnostic[] = [];

  add(notice: Diagnostic): void {
    const others = this.kept.filter((n) => n.code !== notice.code || n.place.node !== notice.place.node);
    this.kept = [...others, notice].slice(-most);
  }

  /** The oldest first. */
  all(): readonly Diagnostic[] {
    return this.kept;
  }
}
