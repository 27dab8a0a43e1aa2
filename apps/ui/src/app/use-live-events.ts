import { FlowSummary, Run } from '@headrace/api';
import { useEffect } from 'react';
import { create } from 'zustand';
import { keys, putFlow, putRun, queryClient } from '../api/queries.ts';
import { isToBeRead } from '../api/refusal.ts';
import type { LiveClient } from '../live/client.ts';

export interface Connection {
  /** Whether the stream of changes is open: what is on the screen is then up to date. */
  readonly connected: boolean;
  /** Why it is refused, where the server said so. */
  readonly refused: string | undefined;
}

export const useConnection = create<Connection>(() => ({ connected: true, refused: undefined }));

/** Keeps flows and runs up to date from the backend's event stream, for as long as the app is open. */
export function useLiveEvents(live: Pick<LiveClient, 'follow'>): void {
  useEffect(
    () =>
      live.follow({
        change(event, data) {
          if (event === 'run') putRun(Run.parse(data));
          else putFlow(FlowSummary.parse(data));
        },
        open(again) {
          useConnection.setState({ connected: true, refused: undefined });
          // What happened while the stream was away is not sent again.
          if (again) void queryClient.invalidateQueries({ queryKey: keys.all });
        },
        away: (refused) =>
          useConnection.setState({ connected: false, refused: isToBeRead(refused) ? refused.message : undefined }),
      }),
    [live],
  );
}
