import { type Protocol, parseBlock, protocols } from '@headrace/netpol';
import { anyone, type Grid, isSameEndpoint, type MatrixEndpoint } from '@headrace/netpol/matrix';
import type { PictureEdge, PictureNode } from '@headrace/netpol/picture';
import type { Question } from '../evaluate/messages.ts';
import type { Purpose } from '../store.ts';

/** The question behind an arrow: its ends, and the first of its ports. */
export function questionOf({ from, to, ports }: PictureEdge, nodes: readonly PictureNode[]): Question | undefined {
  const [caller, called] = [from, to].map((id) => nodes.find((n) => n.id === id));
  const endOf = (node: PictureNode) => (node.kind === 'anyone' ? anyone : ownEnd(node));
  const [a, b] = [caller && endOf(caller), called && endOf(called)];
  const protocol: Protocol | undefined = protocols.find((p) => ports[p].length > 0);
  const port = protocol && ports[protocol][0]?.start;
  return a && b && protocol && port !== undefined ? { from: a, to: b, protocol, port } : undefined;
}

/** A workload stands for those that are alike, and an address for its block. */
function ownEnd({ workloads, names }: PictureNode): MatrixEndpoint | undefined {
  const [workload] = workloads;
  if (workload !== undefined) return { workload };
  const block = parseBlock(names[0] ?? '');
  return block && { address: { family: block.family, value: block.first } };
}

/** Why there is such a connection, if the matrix knows. */
export function purposeOf({ to, protocol, port }: Question, { rows }: Pick<Grid, 'rows'>): Purpose {
  const row = rows.find(
    (r) => r.protocol === protocol && r.start <= port && port <= r.stop && isSameEndpoint(r.end, to),
  );
  return { why: row?.why ?? '', without: row?.without ?? '' };
}
