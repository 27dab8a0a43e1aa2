import type { StartFrom } from '@headrace/api';
import { api } from './client.ts';

/** @param flow id of the stored flow that the text belongs to */
export const startPreview = (flow: string, text: string, from: StartFrom) =>
  api.previews.open({ body: { flow, text, from } });
