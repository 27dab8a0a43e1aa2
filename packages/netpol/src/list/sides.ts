import type { Ready, ReadyPolicy } from '../evaluate/compile.ts';
import { type Grant, grantedPorts } from '../evaluate/grant.ts';
import type { Direction } from '../model/policy.ts';
import { isNone, type PortSet, sameSet } from '../ports/port-set.ts';
import { isMember, type Members, unionOf } from '../selector/members.ts';

/** Peers to which the same ports are open. */
export interface PeerGroup {
  readonly ports: PortSet;
  readonly everyone: boolean;
  readonly members: Members;
}

/** One side of workloads that the same policies restrict alike; no groups at all means that nothing restricts it. */
export interface SideClass {
  readonly groups: readonly PeerGroup[] | undefined;
  /** Everybody in any group. */
  readonly anyone: boolean;
  readonly peers: Members;
}

/** The sides of all workloads in one direction: as many classes as there are different sets of policies. */
export interface Sides {
  readonly classes: readonly SideClass[];
  /** The class of a workload. */
  readonly of: Int32Array;
}

const open: SideClass = { groups: undefined, anyone: true, peers: new Int32Array(0) };

/**
 * Sorts workloads into classes. Egress to ports by name depends on who is called, which no class of callers can tell: a
 * world with such rules is for `reach` (see `Matrix`).
 */
export function sidesOf({ places, restricting }: Ready, direction: Direction): Sides {
  const ids = new Map<ReadyPolicy, number>();
  const idOf = (policy: ReadyPolicy) => {
    const known = ids.get(policy) ?? ids.size;
    ids.set(policy, known);
    return known;
  };
  const classes: SideClass[] = [open];
  const known = new Map<string, number>([['', 0]]);
  const of = new Int32Array(places.workloads.length);
  places.workloads.forEach((workload, i) => {
    const policies = restricting[direction][i] ?? [];
    const names = direction === 'Ingress' && policies.some((p) => p.grants.Ingress?.some(isNamed));
    const key = policies.map(idOf).join(' ') + (names ? ` ${JSON.stringify(workload.ports)}` : '');
    let found = known.get(key);
    if (found === undefined) {
      found = classes.length;
      known.set(key, found);
      const grants = policies.flatMap((p) => p.grants[direction] ?? []);
      classes.push(classOf(grants.map((grant) => ({ grant, ports: grantedPorts(grant, workload) }))));
    }
    of[i] = found;
  });
  return { classes, of };
}

export const isNamed = ({ named }: Grant): boolean => named.length > 0;

function classOf(grants: readonly { grant: Grant; ports: PortSet }[]): SideClass {
  const groups: { ports: PortSet; everyone: boolean; sets: Members[] }[] = [];
  for (const { grant, ports } of grants) {
    if (isNone(ports)) continue;
    const known = groups.find((g) => sameSet(g.ports, ports));
    const group = known ?? { ports, everyone: false, sets: [] };
    if (!known) groups.push(group);
    group.everyone ||= grant.everyone;
    group.sets.push(grant.selected, grant.addressed[4], grant.addressed[6]);
  }
  const merged = groups.map(({ ports, everyone, sets }) => ({ ports, everyone, members: unionOf(sets) }));
  return { groups: merged, anyone: merged.some((g) => g.everyone), peers: unionOf(merged.map((g) => g.members)) };
}

export const isInGroup = ({ everyone, members }: PeerGroup, peer: number): boolean =>
  everyone || isMember(members, peer);
