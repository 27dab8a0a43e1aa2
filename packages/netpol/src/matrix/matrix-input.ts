import type { CompiledPolicies, Endpoint, GenerateOptions } from '../index.ts';
import type { OutsideTarget } from '../installation/index.ts';
import type { OutsideBlock } from './outside-blocks.ts';

/** What is looked at: a world as it is, and as it would be under "what if". */
export interface MatrixInput {
  readonly now: CompiledPolicies;
  /** The same as `now` where nothing is asked. */
  readonly seen: CompiledPolicies;
  /** Whose needs are known, if anybody's. */
  readonly options: GenerateOptions | undefined;
  /** What is called outside of the workloads, with where it is in `now`. */
  readonly targets: readonly (Omit<OutsideTarget, 'at'> & { readonly end: Endpoint })[];
  /** Blocks of addresses outside that rules of files name, by who calls and who is called; of an installation it is known who that is. */
  readonly blocks: { readonly calling: readonly OutsideBlock[]; readonly called: readonly OutsideBlock[] };
  /** Workloads that are shown as callers only: the pod beside the installation, which the policies should keep out. */
  readonly onlyCalls: ReadonlySet<number>;
  readonly onlyNamespace: string;
  readonly search: string;
}
