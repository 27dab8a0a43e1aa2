import { type CreateRequest, Example, FlowSummary, StoredFlow } from '@headrace/api';
import { request, send } from './http.ts';

const list = <T>(item: { parse(data: unknown): T }) => ({
  parse: (data: unknown): T[] => (data as unknown[]).map((d) => item.parse(d)),
});

export const getFlows = () => request(list(FlowSummary), 'GET', '/api/flows');
export const getExamples = () => request(list(Example), 'GET', '/api/examples');
export const getFlow = (id: string) => request(StoredFlow, 'GET', flowPath(id));
export const createFlow = (from: CreateRequest) => request(StoredFlow, 'POST', '/api/flows', from);
/** Throws `ApiProblem` with code `flow/stale-version` when somebody else saved in between. */
export const saveFlow = (id: string, text: string, baseVersion: number) =>
  request(StoredFlow, 'PUT', flowPath(id), { text, baseVersion });
/** A person trusts a flow that came from outside. */
export const trustFlow = (id: string) => request(StoredFlow, 'POST', `${flowPath(id)}/trust`);
export const deleteFlow = (id: string) => send('DELETE', flowPath(id));
export const restoreFlow = (id: string) => send('POST', `${flowPath(id)}/restore`);

export const flowPath = (id: string) => `/api/flows/${encodeURIComponent(id)}`;
