import type { RunRequest } from '@headrace/api';
import { api } from './client.ts';

export const getRuns = (flow: string) => api.runs.list({ params: { id: flow } });
export const startRun = (flow: string, wanted: RunRequest) => api.runs.start({ params: { id: flow }, body: wanted });
/** Flink's own words of why a run failed; refused for everybody but administrators. */
export const getTrace = (run: string) => api.runs.trace({ params: { id: run } });
export const stopRun = (run: string, savepoint: boolean) => api.runs.stop({ params: { id: run }, body: { savepoint } });
