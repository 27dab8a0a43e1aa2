import { type World, workloadKey } from '../model/world.ts';

/**
 * What would be there after the objects of a change were applied: policies, Services and Namespaces replace those of the same
 * name. Workloads that are there already stay as they are: a cluster knows more of them (addresses) than a file.
 */
export function overlay(world: World, change: World): World {
  const named = ({ namespace, name }: { readonly namespace: string; readonly name: string }) => `${namespace}/${name}`;
  return {
    namespaces: replaced(world.namespaces, change.namespaces, (n) => n.name),
    workloads: replaced(change.workloads, world.workloads, workloadKey),
    services: replaced(world.services, change.services, named),
    policies: replaced(world.policies, change.policies, ({ policy }) => named(policy.metadata)),
  };
}

/** Those of the second, and of the first those that the second does not name. */
function replaced<T>(first: readonly T[], second: readonly T[], keyOf: (one: T) => string): T[] {
  const keys = new Set(second.map(keyOf));
  return [...first.filter((one) => !keys.has(keyOf(one))), ...second];
}
