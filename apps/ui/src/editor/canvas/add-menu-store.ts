import { create } from 'zustand';
import type { InputAt } from '../../document/operations/connections.ts';
import type { Origin } from '../create-node.ts';

export interface AddMenuAt {
  /** Where it opens, in the window. */
  readonly x: number;
  readonly y: number;
  /** `free`: a node that nothing feeds. `connect` also offers the nodes that are there. `insert` puts one between two. */
  readonly purpose:
    | { readonly kind: 'free' }
    | { readonly kind: 'drawn' | 'connect'; readonly origin: Origin }
    | { readonly kind: 'insert'; readonly origin: Origin; readonly into: InputAt };
}

/** The list of nodes that can be added at a place, behind a port, or into a connection. */
export const useAddMenu = create<{ at: AddMenuAt | undefined }>(() => ({ at: undefined }));
export const openAddMenu = (at: AddMenuAt): void => useAddMenu.setState({ at });
export const closeAddMenu = (): void => useAddMenu.setState({ at: undefined });
