import { Run, type RunRequest } from '@headrace/api';
import { flowPath } from './flows.ts';
import { request } from './http.ts';

const runs = { parse: (data: unknown): Run[] => (data as unknown[]).map((d) => Run.parse(d)) };

export const getRuns = (flow: string) => request(runs, 'GET', `${flowPath(flow)}/runs`);
export const startRun = (flow: string, wanted: RunRequest) => request(Run, 'POST', `${flowPath(flow)}/runs`, wanted);
export const stopRun = (run: string, savepoint: boolean) =>
  request(Run, 'POST', `/api/runs/${encodeURIComponent(run)}/stop`, { savepoint });
