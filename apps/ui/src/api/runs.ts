import { Run, type RunRequest, RunTrace } from '@headrace/api';
import { flowPath } from './flows.ts';
import { request } from './http.ts';

const runs = { parse: (data: unknown): Run[] => (data as unknown[]).map((d) => Run.parse(d)) };

export const getRuns = (flow: string) => request(runs, 'GET', `${flowPath(flow)}/runs`);
export const startRun = (flow: string, wanted: RunRequest) => request(Run, 'POST', `${flowPath(flow)}/runs`, wanted);
/** Flink's own words of why a run failed; refused for everybody but administrators. */
export const getTrace = (run: string) => request(RunTrace, 'GET', `/api/runs/${encodeURIComponent(run)}/trace`);
export const stopRun = (run: string, savepoint: boolean) =>
  request(Run, 'POST', `/api/runs/${encodeURIComponent(run)}/stop`, { savepoint });
