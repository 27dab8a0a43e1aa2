import { CheckResult, type Run } from '@headrace/api';
import { QueryObserver } from '@tanstack/react-query';
import { getFlow, saveFlow, trustFlow } from '../../api/flows.ts';
import { request } from '../../api/http.ts';
import { getConnections } from '../../api/kafka.ts';
import { startPreview } from '../../api/previews.ts';
import { keys, queryClient } from '../../api/queries.ts';
import { getRuns } from '../../api/runs.ts';
import { live } from '../../live/connect.ts';
import type { EditorTransport } from './transport.ts';

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
