import type { FlowSummary } from '@headrace/api';
import { createFlow, deleteFlow, getFlow, restoreFlow } from '../../api/flows.ts';
import { keys, queryClient } from '../../api/queries.ts';
import { download, fileName } from '../../lib/format/download.ts';
import { useBin } from './bin-store.ts';

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.flows });

export async function duplicate(flow: FlowSummary): Promise<void> {
  await createFlow({ copyOf: flow.id });
  await refresh();
}

/** The document as it is stored: comments and all, and never a secret, since flows have none. */
export async function exportFlow(flow: FlowSummary): Promise<void> {
  const { text } = await getFlow(flow.id);
  const json = text.trimStart().startsWith('{');
  download(fileName(flow.name, json ? 'json' : 'yaml'), text, json ? 'application/json' : 'application/yaml');
}

/** To the bin, from which it can be taken again: so nobody is asked. */
export async function toBin(flow: FlowSummary): Promise<void> {
  await deleteFlow(flow.id);
  useBin.setState({ justDeleted: flow });
  await refresh();
}

export async function fromBin(flow: FlowSummary): Promise<void> {
  await restoreFlow(flow.id);
  useBin.setState({ justDeleted: undefined });
  await refresh();
}
