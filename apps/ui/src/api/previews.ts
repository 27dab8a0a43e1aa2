import type { StartFrom } from '@headrace/api';
import { request } from './http.ts';

const created = { parse: (data: unknown) => data as { id: string } };
const path = (id: string) => `/api/previews/${encodeURIComponent(id)}`;

/** @param flow id of the stored flow that the text belongs to */
export const startPreview = (flow: string, text: string, from: StartFrom) =>
  request(created, 'POST', '/api/previews', { flow, text, from });
export const previewEvents = (id: string) => `${path(id)}/events`;

/** Also while the page goes away; a preview that is gone already is no fault. */
export const stopPreview = (id: string): Promise<unknown> =>
  fetch(path(id), { method: 'DELETE', keepalive: true }).catch(() => undefined);
