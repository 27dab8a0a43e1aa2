import type { Outside } from '../list/outside.ts';
import { isAll, noPorts } from '../ports/port-set.ts';
import { anyone, type PictureEdge, type PictureNode } from './picture.ts';

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
  return outside.groups(workload, 'Ingress').map(({ ports, cidrs, everywhere }) => {
    const peer = everywhere
      ? outsideNode('anyone', anyone, 'Anyone', 'in or outside the cluster', cidrs)
      : outsideNode('addresses', `from ${cidrs.join(' ')}`, titleOf(cidrs), 'addresses that call', cidrs);
    return { edge: { from: peer.id, to: node.id, ports }, peer };
  });
}

/** What of the outside a workload may call; that nothing restricts it is a mark on its node. */
export function callsOf(outside: Outside, workload: number): PictureNode['calls'] {
  return outside
    .groups(workload, 'Egress')
    .filter(({ everywhere, ports }) => !(everywhere && isAll(ports)))
    .map(({ cidrs, everywhere, ports }) => ({ to: everywhere ? 'anywhere' : titleOf(cidrs), ports }));
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
