import type { ListedVerdict } from '../list/rows.ts';
import type { PortSet } from '../ports/port-set.ts';

/** Who may reach whom, as somebody would draw it on a board, without places on paper yet. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Sentences about what did not fit. */
  readonly leftOut: readonly string[];
}

/** Workloads that no policy tells apart (mostly one), everybody, or addresses outside. */
export interface PictureNode {
  readonly id: string;
  readonly kind: 'workloads' | 'anyone' | 'addresses';
  /** Of workloads; what is outside has none. */
  readonly namespace: string | undefined;
  readonly title: string;
  readonly subtitle: string;
  /** Everything that it stands for, one a line. */
  readonly names: readonly string[];
  /** The workloads by their numbers in `CompiledPolicies.index`. */
  readonly workloads: readonly number[];
  readonly marks: readonly PictureMark[];
  /** Ports on which they may call each other, where there are several. */
  readonly among: PortSet;
  /** Addresses outside that they may call: as words, since arrows from many to the same few hide everything else. */
  readonly calls: readonly { readonly to: string; readonly ports: PortSet }[];
}

/** `open`: no policy restricts what comes in. `calls-anywhere`: none restricts what goes out. `host-network`: no policy applies. */
export type PictureMark = 'open' | 'calls-anywhere' | 'host-network';

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly ports: PortSet;
  readonly verdict: ListedVerdict;
}

/** The node that stands for everybody as a caller. */
export const anyone = 'anyone';

/** The node that stands for everybody over one family of addresses, or but for those at some addresses, or both. */
export const anyoneOf = (family: 4 | 6 | undefined, but: readonly string[]): string =>
  [anyone, ...(family ? [`over IPv${family}`] : []), ...(but.length > 0 ? ['but', ...but] : [])].join(' ');

/** Whether an arrow comes from such a node. */
export const isFromAnyone = ({ from }: PictureEdge): boolean => from === anyone || from.startsWith(`${anyone} `);
