import { FlowSummary, Run } from '@headrace/api';
import { useEffect } from 'react';
import { create } from 'zustand';
import { listen } from '../api/event-stream.ts';
import { isOverLimit } from '../api/http.ts';
import { keys, putFlow, putRun, queryClient } from '../api/queries.ts';

export interface Connection {
  /** Whether the stream of changes is open: what is on the screen is then up to date. */
  readonly connected: boolean;
  /** Why it is refused, where the server said so. */
  readonly refused: string | undefined;
}

export const useConnection = create<Connection>(() => ({ connected: true, refused: undefined }));

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
          useConnection.setState({ connected: true, refused: undefined });
          // What happened while the stream was away is not sent again.
          if (again) void queryClient.invalidateQueries({ queryKey: keys.all });
        },
        onAway: (refused) =>
          useConnection.setState({ connected: false, refused: isOverLimit(refused) ? refused.message : undefined }),
      }),
    [],
  );
}
