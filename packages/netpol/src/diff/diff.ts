import type { Ready } from '../evaluate/compile.ts';
import { allowedPairs } from '../list/rows.ts';
import { workloadKey } from '../model/world.ts';
import { difference, isNone, noPorts, type PortSet } from '../ports/port-set.ts';

/** A pair for which something changes. */
export interface Change {
  readonly from: string;
  readonly to: string;
  readonly opened: PortSet;
  readonly closed: PortSet;
}

export interface Difference {
  readonly changes: readonly Change[];
  /** Workloads that are in only one of the two: their connections count as opened or closed. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What a change opens and closes: two worlds compared pair by pair, workloads known by their keys. */
export function diff(before: Ready, after: Ready): Difference {
  const [old, now] = [pairsOf(before), pairsOf(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changes = keys.flatMap((key) => {
    const [was, is] = [old.get(key) ?? noPorts, now.get(key) ?? noPorts];
    const [opened, closed] = [difference(is, was), difference(was, is)];
    if (isNone(opened) && isNone(closed)) return [];
    const [from = '', to = ''] = JSON.parse(key) as string[];
    return [{ from, to, opened, closed }];
  });
  const [had, has] = [namesOf(before), namesOf(after)];
  return {
    changes,
    added: [...has].filter((name) => !had.has(name)).sort(),
    removed: [...had].filter((name) => !has.has(name)).sort(),
  };
}

function pairsOf(ready: Ready): Map<string, PortSet> {
  return new Map([...allowedPairs(ready)].map(({ from, to, ports }) => [JSON.stringify([from, to]), ports]));
}

const namesOf = (ready: Ready): Set<string> => new Set(ready.places.workloads.map(workloadKey));
