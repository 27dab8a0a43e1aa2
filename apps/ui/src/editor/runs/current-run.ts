import type { Run } from '@headrace/api';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useRuns } from '../../api/queries.ts';

/** The newest run of the open flow, apart from the query so that a thousand nodes need no query observer each. */
export const useCurrentRun = create<{ run: Run | undefined }>(() => ({ run: undefined }));

export function useFollowRuns(flow: string): void {
  const { data } = useRuns(flow);
  const newest = data?.[0];
  useEffect(() => useCurrentRun.setState({ run: newest }), [newest]);
  useEffect(() => () => useCurrentRun.setState({ run: undefined }), []);
}
