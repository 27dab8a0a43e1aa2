import type { Counts, StartFrom } from '@headrace/api';
import type { AnyDiagnostic } from '@headrace/flow';

export interface PreviewState {
  readonly status: 'off' | 'starting' | 'running' | 'recovering' | 'failed' | 'ended';
  readonly message: string;
  /** The node that a failure belongs to. */
  readonly node: string | null;
  readonly from: StartFrom;
  readonly notices: readonly AnyDiagnostic[];
  /** Ports that the running preview shows, in the document's order. */
  readonly ports: readonly string[];
  /** What became of rows that are not shown, by node. */
  readonly counts: Counts;
}

export const noPreview: PreviewState = {
  status: 'off',
  message: '',
  node: null,
  from: { kind: 'now' },
  notices: [],
  ports: [],
  counts: {},
};

export const isOn = (status: PreviewState['status']): boolean =>
  status !== 'off' && status !== 'ended' && status !== 'failed';
