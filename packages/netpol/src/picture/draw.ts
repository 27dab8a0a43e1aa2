import { existing } from '@headrace/text';
import type { CompiledPolicies } from '../evaluate/compile.ts';
import { portsOpenedAt } from '../evaluate/resolved-rule.ts';
import { unknownPorts } from '../evaluate/verdict.ts';
import { equivalenceClasses } from '../list/equivalence-classes.ts';
import { Matrix } from '../list/matrix.ts';
import { Outside } from '../list/outside.ts';
import type { Workload } from '../model/world.ts';
import { allPorts, difference, isAll, isNone, noPorts, type PortSet, union } from '../ports/port-set.ts';
import { callsOf, type DrawnEdge, edgesFromOutside } from './outside-edges.ts';
import type { Picture, PictureMark, PictureNode } from './picture.ts';

/** More than this on one page is not read by anybody. */
export const pictureBounds = { nodes: 40, edges: 160 } as const;

/** Leaves out workloads that nobody wants to see. */
export type Shown = (workload: Workload) => boolean;

/**
 * Draws who may reach whom. A large world is drawn by groups of workloads that no policy tells apart, and cut where it would
 * not fit on a page, with a sentence that says so. What anyone may reach is one arrow from "anyone" and not one from everybody.
 */
export function pictureOf(compiled: CompiledPolicies, shown: Shown = () => true): Picture {
  const groups = shownGroups(compiled, shown);
  const drawn = groups.slice(0, pictureBounds.nodes);
  const [matrix, outside] = [new Matrix(compiled), new Outside(compiled)];
  const nodes = drawn.map((members) => nodeOf(matrix, outside, members));
  const edges = [...nodes.flatMap((node) => edgesFromOutside(outside, node)), ...edgesBetween(matrix, nodes)];
  const kept = edges.slice(0, pictureBounds.edges);
  const peers = new Map(kept.flatMap((e) => (e.peer ? [[e.peer.id, e.peer]] : [])));
  const cut = groups.slice(pictureBounds.nodes).flat().length;
  return {
    nodes: [...peers.values(), ...nodes],
    edges: kept.map((e) => e.edge),
    leftOut: [...leftOut(cut, 'workload'), ...leftOut(edges.length - kept.length, 'connection')],
  };
}

const leftOut = (count: number, what: string): string[] =>
  count === 0
    ? []
    : [`${count} more ${count === 1 ? `${what} is` : `${what}s are`} left out of the picture; the list has all.`];

/** Each workload by itself as long as all fit, else those that are alike together. */
function shownGroups(compiled: CompiledPolicies, shown: Shown): number[][] {
  const { workloads } = compiled.index;
  const isShown = (i: number) => shown(existing(workloads[i]));
  const all = workloads.flatMap((_, i) => (isShown(i) ? [[i]] : []));
  if (all.length <= pictureBounds.nodes) return all;
  return equivalenceClasses(compiled)
    .map((members) => members.filter(isShown))
    .filter((members) => members.length > 0);
}

function nodeOf(matrix: Matrix, outside: Outside, members: readonly number[]): PictureNode {
  const { index, restricting } = matrix.compiled;
  const [first = 0] = members;
  const all = members.flatMap((i) => index.workloads[i] ?? []);
  const { namespace = '', name = '', kind = '', hostNetwork = false } = all[0] ?? {};
  const free = (direction: 'Ingress' | 'Egress') => (restricting[direction][first] ?? []).length === 0;
  const marks: PictureMark[] = hostNetwork
    ? ['host-network']
    : [...(free('Ingress') ? ['open' as const] : []), ...(free('Egress') ? ['calls-anywhere' as const] : [])];
  return {
    id: `workload ${first}`,
    kind: 'workloads',
    namespace,
    title: all.length === 1 ? name : `${name} and ${all.length - 1} more`,
    subtitle: all.length === 1 ? kind : 'no policy tells them apart',
    names: all.map((w) => `${w.name} [${w.kind}]`),
    workloads: members,
    marks,
    among: free('Ingress') ? noPorts : among(matrix, members),
    calls: hostNetwork || free('Egress') ? [] : callsOf(outside, first),
  };
}

/** Between two different pods: that a pod reaches itself is true of all. */
function among(matrix: Matrix, [one = 0, other]: readonly number[]): PortSet {
  const { workloads } = matrix.compiled.index;
  const forAnyone = openToAnyone(matrix.compiled, one);
  if (other !== undefined) return difference(matrix.cell(one, other).allowed, forAnyone);
  return workloads[one]?.kind === 'Pod' ? noPorts : difference(matrix.cell(one, one).allowed, forAnyone);
}

function edgesBetween(matrix: Matrix, nodes: readonly PictureNode[]): DrawnEdge[] {
  return nodes.flatMap((to) => {
    const [called = 0] = to.workloads;
    const forAnyone = openToAnyone(matrix.compiled, called);
    if (isAll(forAnyone)) return [];
    return nodes.flatMap((from): DrawnEdge[] => {
      if (from === to) return [];
      const reach = matrix.cell(from.workloads[0] ?? 0, called);
      const pairs = [
        { ports: difference(reach.allowed, forAnyone), verdict: 'allowed' as const },
        { ports: unknownPorts(reach), verdict: 'unknown' as const },
      ];
      return pairs.flatMap(({ ports, verdict }) =>
        isNone(ports) ? [] : [{ edge: { from: from.id, to: to.id, ports, verdict } }],
      );
    });
  });
}

/** Ports on which a workload lets in everybody: pods and addresses, known or not. */
function openToAnyone({ index, restricting }: CompiledPolicies, i: number): PortSet {
  const policies = restricting.Ingress[i] ?? [];
  if (policies.length === 0) return allPorts;
  const everyone = policies.flatMap((p) => (p.rules.Ingress ?? []).filter((g) => g.everyone));
  return everyone.reduce((sum, rule) => union(sum, portsOpenedAt(rule, index.workloads[i])), noPorts);
}
