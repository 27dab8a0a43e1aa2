import { QueryObserver } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { getConnections } from '../../api/connections.ts';
import { getFlow, getVersion, saveFlow, trustFlow } from '../../api/flows.ts';
import { keys, queryClient, runsQuery } from '../../api/queries.ts';
import { live } from '../../live/connect.ts';
import type { EditorTransport } from './transport.ts';

/** The backend of this page's address. */
export const serverTransport: EditorTransport = {
  getFlow: (flow, version) => (version === undefined ? getFlow(flow) : getVersion(flow, version)),
  saveFlow,
  trustFlow,
  connections: () => queryClient.fetchQuery({ queryKey: keys.connections, queryFn: getConnections }),
  // To plan the flow as a whole takes longer.
  check: (flow, text, depth) => api.checks.check({ query: { plan: depth === 'whole' }, body: { flow, text } }),
  startPreview: (flow, text, from) => api.previews.open({ body: { flow, text, from } }),
  viewPreview: (preview, viewer) => live.view(preview, viewer),
  followRun(flow, listener) {
    const runs = new QueryObserver(queryClient, runsQuery(flow));
    const end = runs.subscribe(({ data }) => listener(data?.[0]));
    listener(runs.getCurrentResult().data?.[0]);
    return end;
  },
};
