import { CheckResult, type Run } from '@headrace/api';
import { QueryObserver } from '@tanstack/react-query';
import type { EditorTransport } from '../editor/transport.ts';
import { live } from '../live/connect.ts';
import { getFlow, saveFlow, trustFlow } from './flows.ts';
import { request } from './http.ts';
import { getConnections } from './kafka.ts';
import { startPreview } from './previews.ts';
import { keys, queryClient } from './queries.ts';
import { getRuns } from './runs.ts';

const checkPaths = { quick: '/api/check', whole: '/api/check?plan=true' } as const;

/** The backend of this page's address. */
export const serverTransport: EditorTransport = {
  getFlow,
  saveFlow,
  trustFlow,
  connections: () => queryClient.fetchQuery({ queryKey: keys.connections, queryFn: getConnections }),
  check: (flow, text, depth) => request(CheckResult, 'POST', checkPaths[depth], { flow, text }),
  startPreview,
  viewPreview: (preview, viewer) => live.view(preview, viewer),
  followRun(flow, listener) {
    const runs = new QueryObserver<Run[]>(queryClient, { queryKey: keys.runs(flow), queryFn: () => getRuns(flow) });
    const end = runs.subscribe(({ data }) => listener(data?.[0]));
    listener(runs.getCurrentResult().data?.[0]);
    return end;
  },
};
