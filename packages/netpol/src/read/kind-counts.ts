/** Whether objects of a kind are known not to affect connections (`skipped`), or that is not known (`notRead`). */
export type Leftover = 'skipped' | 'notRead';

interface KindCount {
  readonly kind: string;
  /** The API group: empty for the core group, and for an object that names no API. */
  readonly group: string;
  readonly why: Leftover;
  count: number;
}

/** Counts objects that are left out, by kind and API group. */
export class KindCounts {
  private readonly counts = new Map<string, KindCount>();

  add(why: Leftover, kind: string, group = ''): void {
    const key = JSON.stringify([why, kind, group]);
    const known = this.counts.get(key) ?? { kind, group, why, count: 0 };
    known.count++;
    this.counts.set(key, known);
  }

  /**
   * The counts by kind. A kind that several API groups have is named with its group as Kubernetes does, `PodTemplate.core.oam.dev`;
   * that of the core group has none.
   * Source: `GroupKind.String` of https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/runtime/schema/group_version.go
   */
  of(why: Leftover): Readonly<Record<string, number>> {
    const all = [...this.counts.values()];
    const groups = Map.groupBy(all, ({ kind }) => kind);
    const isShared = (kind: string) => new Set(groups.get(kind)?.map(({ group }) => group)).size > 1;
    return Object.fromEntries(
      all
        .filter((one) => one.why === why)
        .map(({ kind, group, count }) => [group !== '' && isShared(kind) ? `${kind}.${group}` : kind, count]),
    );
  }
}
