import type { Everywhere } from '../list/everywhere.ts';
import type { Outside } from '../list/outside.ts';
import { isAll, noPorts, type PortSet } from '../ports/port-set.ts';
import { anyone, anyoneBut, type PictureEdge, type PictureNode } from './picture.ts';

export interface DrawnEdge {
  readonly edge: PictureEdge;
  /** The node outside that it comes from. */
  readonly peer?: PictureNode;
}

/** How many blocks of addresses are named before the others are counted. */
const named = 2;

/** What comes into a node from outside. */
export function edgesFromOutside(outside: Outside, node: PictureNode): DrawnEdge[] {
  const [workload] = node.workloads;
  if (workload === undefined || node.marks.includes('host-network')) return [];
  const drawn = (peer: PictureNode, ports: PortSet) => ({ edge: { from: peer.id, to: node.id, ports }, peer });
  return [
    ...outside.everywhere(workload, 'Ingress').map((wide) => drawn(anyoneNode(wide), wide.ports)),
    ...outside.elsewhere(workload, 'Ingress').map(({ ports, cidrs }) => {
      const id = `from ${cidrs.join(' ')}`;
      return drawn(outsideNode('addresses', id, titleOf(cidrs), 'addresses that call', cidrs), ports);
    }),
  ];
}

/** What of the outside a workload may call; that nothing restricts it is a mark on its node. */
export function callsOf(outside: Outside, workload: number): PictureNode['calls'] {
  const anywhere = outside.everywhere(workload, 'Egress').filter(({ but, ports }) => but.length > 0 || !isAll(ports));
  return [
    ...anywhere.map(({ but, ports }) => ({
      to: but.length === 0 ? 'anywhere' : `anywhere but ${titleOf(but)}`,
      ports,
    })),
    ...outside.elsewhere(workload, 'Egress').map(({ cidrs, ports }) => ({ to: titleOf(cidrs), ports })),
  ];
}

/** Everybody; or the Internet, where addresses are left out. */
function anyoneNode({ families, but }: Everywhere): PictureNode {
  const names = families.map((family) => (family === 4 ? '0.0.0.0/0' : '::/0'));
  if (but.length === 0) return outsideNode('anyone', anyone, 'Anyone', 'in or outside the cluster', names);
  const id = anyoneBut(but);
  const left = but.map((cidr) => `but ${cidr}`);
  return outsideNode('anyone', id, `Anyone but ${titleOf(but)}`, 'the Internet', [...names, ...left]);
}

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
