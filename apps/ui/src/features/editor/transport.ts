import type { CheckResult, Run, StartFrom, StoredFlow } from '@headrace/api';
import type { ConnectionView } from '@headrace/flow';
import type { PreviewViewer } from '../../live/client.ts';
import type { CheckDepth } from './analysis/planner-check.ts';

/** What an editor needs of the server. All methods that answer reject with an `ApiProblem`. */
export interface EditorTransport {
  /** @param version the newest when left out */
  getFlow(flow: string, version?: number): Promise<StoredFlow>;
  /** Rejects with code `flow/stale-version` when the newest version is not `baseVersion`. */
  saveFlow(flow: string, text: string, baseVersion: number): Promise<StoredFlow>;
  /** A person trusts a flow that came from outside. */
  trustFlow(flow: string): Promise<unknown>;
  /** Connections of the installation; may be remembered. */
  connections(): Promise<readonly ConnectionView[]>;
  /** Asks Flink's planner. */
  check(flow: string, text: string, depth: CheckDepth): Promise<CheckResult>;
  startPreview(flow: string, text: string, from: StartFrom): Promise<{ readonly id: string }>;
  /** Looks at a preview. @returns stops it, unless somebody else looks at it too */
  viewPreview(preview: string, viewer: PreviewViewer): () => void;
  /** Calls back with the newest run of a flow, now and whenever it changes. @returns ends it */
  followRun(flow: string, listener: (newest: Run | undefined) => void): () => void;
}
