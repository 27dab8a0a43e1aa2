import { create } from 'zustand';

/** The comment that is being written; one at most. */
export const useWriting = create<{ readonly comment: string | undefined }>(() => ({ comment: undefined }));
