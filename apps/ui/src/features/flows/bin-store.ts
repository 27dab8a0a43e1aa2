import type { FlowSummary } from '@headrace/api';
import { create } from 'zustand';

/** What was deleted a moment ago, to offer it back. */
export const useBin = create<{ justDeleted: FlowSummary | undefined }>(() => ({ justDeleted: undefined }));
