import { newFlowText } from '@headrace/flow';
import { FlowStore } from '../features/flows/flow-store.ts';
import { FlowReader } from '../reading/flow-reader.ts';
import type { Store } from '../store/store.ts';
import { callAt } from './call.ts';

/** Stores an empty flow of this name. @returns its id */
export async function storedFlow(store: Store, name = 'f'): Promise<string> {
  const flows = new FlowStore({ store, names: new FlowReader() });
  return (await flows.create(callAt(), newFlowText(name), true)).id;
}
