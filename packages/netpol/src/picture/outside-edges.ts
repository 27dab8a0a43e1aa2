import type { InternetExposure } from '../list/internet-exposure.ts';
import type { Outside } from '../list/outside.ts';
import { noPorts, type PortSet } from '../ports/port-set.ts';
import { anyoneOf, type PictureEdge, type PictureNode } from './picture.ts';

export interface DrawnEdge {
  readonly edge: PictureEdge;
  /** The node outside that it comes from. */
  readonly peer?: PictureNode;
}

/** How many blocks of addresses are named before the others are counted. */
const named = 2;

/**
 * What comes into a node from outside. Only what restricts its ingress counts: no policy of a cluster restricts what somebody
 * outside sends, so that a denied egress takes away arrows between pods and never these.
 */
export function edgesFromOutside(outside: Outside, node: PictureNode): DrawnEdge[] {
  const [workload] = node.workloads;
  if (workload === undefined || node.marks.includes('host-network')) return [];
  const families = outside.families(workload);
  const drawn = (peer: PictureNode, ports: PortSet) => ({
    edge: { from: peer.id, to: node.id, ports, verdict: 'allowed' as const },
    peer,
  });
  return [
    ...outside
      .everywhere(workload, 'Ingress', families)
      .map((wide) => drawn(anyoneNode(onlyFamily(wide, families), wide.but), wide.ports)),
    ...outside.elsewhere(workload, 'Ingress').map(({ ports, cidrs }) => {
      const id = `from ${cidrs.join(' ')}`;
      return drawn(outsideNode('addresses', id, titleOf(cidrs), 'addresses that call', cidrs), ports);
    }),
  ];
}

/** What of the outside a workload may call that some policy restricts; where none does, a mark on its node says so. */
export function callsOf(outside: Outside, workload: number): PictureNode['calls'] {
  const families = outside.families(workload);
  return [
    ...outside.everywhere(workload, 'Egress', families).map((wide) => ({
      to: `anywhere${overAndBut(onlyFamily(wide, families), wide.but)}`,
      ports: wide.ports,
    })),
    ...outside.elsewhere(workload, 'Egress').map(({ cidrs, ports }) => ({ to: titleOf(cidrs), ports })),
  ];
}

/** The family over which alone it holds, of those there are. */
const onlyFamily = ({ families: [family, other] }: InternetExposure, all: readonly (4 | 6)[]): 4 | 6 | undefined =>
  other === undefined && all.length > 1 ? family : undefined;

/** Everybody; or the Internet, where a family or addresses are left out. */
function anyoneNode(family: 4 | 6 | undefined, but: readonly string[]): PictureNode {
  const names = [...(family === 6 ? [] : ['0.0.0.0/0']), ...(family === 4 ? [] : ['::/0'])];
  const subtitle = but.length === 0 ? 'in or outside the cluster' : 'the Internet';
  const left = but.map((cidr) => `but ${cidr}`);
  const title = `Anyone${overAndBut(family, but)}`;
  return outsideNode('anyone', anyoneOf(family, but), title, subtitle, [...names, ...left]);
}

/** ` over IPv6 but fc00::/7`; nothing where it holds for all. */
const overAndBut = (family: 4 | 6 | undefined, but: readonly string[]): string =>
  `${family ? ` over IPv${family}` : ''}${but.length > 0 ? ` but ${titleOf(but)}` : ''}`;

const titleOf = (cidrs: readonly string[]): string =>
  `${cidrs.slice(0, named).join(', ')}${cidrs.length > named ? ` and ${cidrs.length - named} more` : ''}`;

function outsideNode(
  kind: 'anyone' | 'addresses',
  id: string,
  title: string,
  subtitle: string,
  names: readonly string[],
): PictureNode {
  return {
    id,
    kind,
    namespace: undefined,
    title,
    subtitle,
    names,
    workloads: [],
    marks: [],
    among: noPorts,
    calls: [],
  };
}
