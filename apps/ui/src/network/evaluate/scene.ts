import {
  type End,
  type GenerateOptions,
  Matrix,
  type PortSet,
  parseAddress,
  type Ready,
  reach,
} from '@headrace/netpol';
import type { OutsideTarget } from '@headrace/netpol/installation';

/** What is looked at: a world as it is, and as it would be under "what if". */
export interface Scene {
  readonly now: Ready;
  /** The same as `now` where nothing is asked. */
  readonly seen: Ready;
  /** Whose needs are known, if anybody's. */
  readonly options: GenerateOptions | undefined;
  /** What is called outside of the workloads, with where it is in `now`. */
  readonly targets: readonly (Omit<OutsideTarget, 'at'> & { readonly end: End })[];
  /** Workloads that are shown as callers only: the stranger, whom the policies should keep out. */
  readonly onlyCalls: ReadonlySet<number>;
  readonly onlyNamespace: string;
  readonly search: string;
}

/** Stands for everybody outside: an address that is reserved for documentation (RFC 5737), which no policy names. */
export const outsider = '203.0.113.7';
const outsiderEnd: End = { address: parseAddress(outsider) as NonNullable<ReturnType<typeof parseAddress>> };

/** A caller of whom nobody knows more than that he is outside. */
export const anyoneEnd = (): End => outsiderEnd;

/** Who may reach whom in one world; quick for workloads, and right for addresses too. */
export type Asker = (from: End, to: End) => PortSet;

export function askerOf(ready: Ready): Asker {
  const matrix = new Matrix(ready);
  return (from, to) =>
    'workload' in from && 'workload' in to ? matrix.cell(from.workload, to.workload) : reach(ready, from, to);
}
