import type { StartFrom } from '@headrace/api';
import { request } from './http.ts';

const created = { parse: (data: unknown) => data as { id: string } };
/** @param flow id of the stored flow that the text belongs to */
export const startPreview = (flow: string, text: string, from: StartFrom) =>
  request(created, 'POST', '/api/previews', { flow, text, from });
