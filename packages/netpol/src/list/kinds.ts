import type { WorkloadSet } from '../selector/workload-set.ts';

/** Tells workloads apart by the sets that they are in. Each set is walked once, and none is searched. */
export class Kinds {
  /** The kind of each workload found so far; 0 is in no set. Kept between calls, since it is as long as all workloads. */
  private readonly marks: Int32Array;

  constructor(workloads: number) {
    this.marks = new Int32Array(workloads);
  }

  /** Calls back with each of `members` and a number that those in the same of `sets`, which hold nobody else, share. */
  visit(sets: readonly WorkloadSet[], members: WorkloadSet, each: (member: number, kind: number) => void): void {
    const { marks } = this;
    const kinds = new Map<number, number>();
    sets.forEach((set, i) => {
      for (const member of set) {
        const step = (marks[member] ?? 0) * sets.length + i;
        const kind = kinds.get(step) ?? kinds.size + 1;
        kinds.set(step, kind);
        marks[member] = kind;
      }
    });
    for (const member of members) {
      each(member, marks[member] ?? 0);
      marks[member] = 0;
    }
  }
}
