import { parseAddress } from '../address/address.ts';
import { passingLabels } from '../model/passing-labels.ts';
import { type LocatedPolicy, type Owner, type Workload, workloadKey } from '../model/world.ts';
import { type Sight, sightOf } from './sight.ts';

/**
 * Puts pods of one controller together that no policy can tell apart: with the same labels, ports and host network, and
 * addresses that lie in the same blocks. Labels that say which pod it is count where a selector names them. Where pods of a
 * controller are there its template does not count, since pods may differ from it (rollouts, injected containers).
 *
 * A group is called as its controller where there is only one; else as the ReplicaSet or Job whose pods are exactly the group,
 * as its pod where it has one, and otherwise as its first pod and how many more there are (`db-1+2[StatefulSet]`).
 */
export function grouped(workloads: readonly Workload[], policies: readonly LocatedPolicy[]): Workload[] {
  const families = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { kind, name } = topOf(workload);
    const key = `${workload.namespace}/${name}[${kind}]`;
    const family = families.get(key);
    if (family) family.push(workload);
    else families.set(key, [workload]);
  }
  let sight: Sight | undefined;
  return [...families.values()].flatMap((family) => {
    if (family.length === 1) return alone(family);
    // What policies look at is worked out only where there is something to tell apart.
    sight ??= sightOf(policies.map(({ policy }) => policy));
    return groupsOf(family, sight);
  });
}

const topOf = ({ kind, name, owners = [] }: Workload): Owner => owners.at(-1) ?? { kind, name };

/** The only pod of a controller, or what makes pods that are not there. */
function alone([only]: readonly Workload[]): Workload[] {
  return only ? [named(only, topOf(only))] : [];
}

function groupsOf(family: readonly Workload[], sight: Sight): Workload[] {
  const pods = family.filter(isThere);
  const members = pods.length > 0 ? pods : family;
  const byLook = [...Map.groupBy(members, (one) => lookOf(one, sight)).values()];
  const groups = sight.hasBorders ? byLook.flatMap((group) => byAddress(group, sight)) : byLook.flatMap(byFamilies);
  const [first] = groups;
  if (groups.length === 1 && first?.[0]) return [named(merged(first, sight), topOf(first[0]))];
  return groups.map((group) => named(merged(group, sight), nameOf(group, groups)));
}

/** Pods as they run, not what will make some. */
const isThere = ({ kind, pods = [] }: Workload): boolean => kind === 'Pod' || pods.length > 0;

/** What selectors and names of ports can see of a pod. */
function lookOf({ name, labels, hostNetwork, ports }: Workload, { keys }: Sight): string {
  const seen = Object.entries(labels).flatMap(([key, value]): [string, string | undefined][] => {
    if (!passingLabels.has(key) && value !== name) return [[key, value]];
    // To all other values a selector is blind.
    const values = keys.get(key);
    return values ? [[key, values.has(value) ? value : undefined]] : [];
  });
  const declared = ports.map((p) => `${p.protocol} ${p.port} ${p.name ?? ''}`);
  return JSON.stringify([hostNetwork, seen.sort(byKey), declared.sort()]);
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** Pods whose addresses lie in the same parts; those without an address are a group of their own, since none is known to hold them. */
function byAddress(group: readonly Workload[], { partOf }: Sight): Workload[][] {
  const parts = ({ addresses }: Workload) =>
    addresses.flatMap((text) => {
      const address = parseAddress(text);
      return address ? [partOf(address)] : [];
    });
  return [...Map.groupBy(group, (pod) => parts(pod).sort().join(' ')).values()];
}

/** Where no block has a border only the families of addresses count; a pod that has no address yet is like the others. */
function byFamilies(group: readonly Workload[]): Workload[][] {
  const familiesOf = ({ addresses }: Workload) =>
    [...new Set(addresses.flatMap((text) => parseAddress(text)?.family ?? []))].sort().join('');
  const [first, ...others] = Map.groupBy(group, familiesOf);
  if (!first || others.length === 0) return [[...group]];
  const all = new Map([first, ...others]);
  const none = all.get('') ?? [];
  all.delete('');
  const [some = [], ...rest] = all.values();
  return [[...some, ...none], ...rest];
}

/** All of a group as one. A label that differs among them is none of the group, unless selectors ask whether it is there. */
function merged(group: readonly Workload[], { keys }: Sight): Workload {
  const [first, ...others] = group;
  if (!first) throw new Error('a group has members');
  const common = Object.entries(first.labels).filter(([key, value]) =>
    others.every((o) => Object.hasOwn(o.labels, key) && (o.labels[key] === value || keys.has(key))),
  );
  const owners = ownersOf(group);
  const pods = group.flatMap((one) => one.pods ?? []);
  return {
    ...first,
    labels: Object.fromEntries(common),
    addresses: [...new Set(group.flatMap((one) => one.addresses))],
    ...(owners.length > 0 ? { owners } : {}),
    ...(pods.length > 0 ? { pods } : {}),
  };
}

/** The owners of all of a group, each once; the one that they have in common is the last. */
function ownersOf(group: readonly Workload[]): Owner[] {
  const last = (group[0]?.owners ?? []).slice(-1);
  const others = group.flatMap(({ owners = [] }) => owners.slice(0, -1));
  return [...new Map(others.map((o) => [`${o.kind}/${o.name}`, o])).values(), ...last];
}

/** What tells one of several groups of a controller from the others. */
function nameOf(group: readonly Workload[], all: readonly (readonly Workload[])[]): Owner {
  const [first] = group;
  if (!first) throw new Error('a group has members');
  // Grouped and named before.
  if (group.length === 1 && (first.pods ?? []).length > 1) return { kind: first.kind, name: first.name };
  for (const owner of (first.owners ?? []).slice(0, -1)) {
    const isOf = (one: Workload) => (one.owners ?? []).some((o) => o.kind === owner.kind && o.name === owner.name);
    if (group.every(isOf) && !all.some((other) => other !== group && other.some(isOf))) return owner;
  }
  // Templates of a controller and of what it made (ReplicaSets of a rollout, Jobs) have names of their own.
  if (group.length === 1 || first.kind !== 'Pod') return { kind: first.kind, name: first.name };
  return { kind: topOf(first).kind, name: `${first.name}+${group.length - 1}` };
}

/** Under the name of a controller or of one of its pods, by which its pods and controllers still are found. */
function named(workload: Workload, { kind, name }: Owner): Workload {
  return workload.kind === kind && workload.name === name ? workload : { ...workload, kind, name };
}

/** Whether a workload is called so: by its own name, by that of what makes it, or by one of its pods, with the kind or without. */
export function isCalled(workload: Workload, name: string): boolean {
  const { namespace, pods = [], owners = [] } = workload;
  if (!name.startsWith(`${namespace}/`)) return false;
  const all = [workload, ...owners, ...pods.map((pod) => ({ kind: 'Pod', name: pod }))];
  return all.some((one) => name === `${namespace}/${one.name}` || name === workloadKey({ namespace, ...one }));
}
