import { create } from 'zustand';
import type { Origin } from '../create-node.ts';

export interface AddMenuAt {
  /** Where it opens, in the window. */
  readonly x: number;
  readonly y: number;
  readonly origin: Origin;
  /** Whether it also offers the nodes that are there already, for connecting by keyboard. */
  readonly existing: boolean;
}

/** The list of what a port can feed. */
export const useAddMenu = create<{ at: AddMenuAt | undefined }>(() => ({ at: undefined }));
export const openAddMenu = (at: AddMenuAt): void => useAddMenu.setState({ at });
export const closeAddMenu = (): void => useAddMenu.setState({ at: undefined });
