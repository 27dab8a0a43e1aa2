import type { CreateRequest } from '@headrace/api';
import { api } from './client.ts';

export const getFlows = () => api.flows.list();
export const getExamples = () => api.examples.list();
export const getFlow = (id: string) => api.flows.get({ params: { id } });
/** A version of a flow, as it was saved. */
export const getVersion = (id: string, version: number) =>
  api.flows.version({ params: { id, version: String(version) } });
export const createFlow = (from: CreateRequest) => api.flows.create({ body: from });
/** Throws `ApiProblem` with code `flow/stale-version` when somebody else saved in between. */
export const saveFlow = (id: string, text: string, baseVersion: number) =>
  api.flows.save({ params: { id }, body: { text, baseVersion } });
/** A person trusts a flow that came from outside. */
export const trustFlow = (id: string) => api.flows.trust({ params: { id } });
export const deleteFlow = (id: string) => api.flows.remove({ params: { id } });
export const restoreFlow = (id: string) => api.flows.restore({ params: { id } });
