import type { Protocol } from '../index.ts';
import type { MatrixEndpoint } from './endpoints.ts';

/**
 * `allowed`: a policy lets it through (or none restricts it), and it is needed or nobody knows what is. `open`: to anyone.
 * `wide`: let through, and nothing of the installation needs it. `missing`: needed, and not let through. `partly`: some of
 * the ports. `unknown`: what was read does not decide it, for one of the ports at least. `none`: nothing to decide, as for a pod and itself.
 */
export const gridStates = ['missing', 'wide', 'open', 'unknown', 'partly', 'allowed', 'denied', 'none'] as const;
export type GridState = (typeof gridStates)[number];

/** Who calls: a workload, several that no policy tells apart, or anyone outside. */
export interface GridCaller {
  readonly title: string;
  readonly subtitle: string;
  readonly end: MatrixEndpoint;
}

/** What is called: a port, or a range of them, of a workload or of something outside. */
export interface GridRow {
  readonly title: string;
  readonly namespace: string;
  readonly end: MatrixEndpoint;
  readonly protocol: Protocol;
  readonly start: number;
  readonly stop: number;
  /** What the port is for; empty where nobody knows. */
  readonly why: string;
  /** What happens without it. */
  readonly without: string;
  readonly cells: readonly GridCell[];
}

export interface GridCell {
  readonly state: GridState;
  /** Under "what if": how it is now, when it differs. */
  readonly was: GridState | undefined;
  /** For whom of "anyone" alone it holds (`IPv6 only`); empty where it holds for all. */
  readonly limits: string;
}

export interface Grid {
  readonly callers: readonly GridCaller[];
  readonly rows: readonly GridRow[];
  readonly counts: Readonly<Record<GridState, number>>;
  readonly leftOut: readonly string[];
}

/** More lines than this are no list that somebody reads. */
export const listBound = 1000;

/** `TCP 8081`, `TCP 42000-42099`, `TCP all ports`. */
export function portText({ protocol, start, stop }: Pick<GridRow, 'protocol' | 'start' | 'stop'>): string {
  if (start === 1 && stop === 65_535) return `${protocol} all ports`;
  return `${protocol} ${start === stop ? start : `${start}-${stop}`}`;
}
