import { FlowSummary, Run } from '@headrace/api';
import { useEffect } from 'react';
import { create } from 'zustand';
import { listen } from '../api/event-stream.ts';
import { keys, putFlow, putRun, queryClient } from '../api/queries.ts';

/** Whether the stream of changes is open: what is on the screen is then up to date. */
export const useConnection = create<{ connected: boolean }>(() => ({ connected: true }));

/** Keeps flows and runs up to date from the backend's event stream, for as long as the app is open. */
export function useLiveEvents(): void {
  useEffect(
    () =>
      listen('/api/events', {
        events: {
          run: (data) => putRun(Run.parse(data)),
          flow: (data) => putFlow(FlowSummary.parse(data)),
        },
        onOpen(again) {
          useConnection.setState({ connected: true });
          // What happened while the stream was away is not sent again.
          if (again) void queryClient.invalidateQueries({ queryKey: keys.all });
        },
        onAway: () => useConnection.setState({ connected: false }),
      }),
    [],
  );
}
