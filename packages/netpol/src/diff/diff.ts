import type { Block } from '../address/address.ts';
import type { Ready } from '../evaluate/compile.ts';
import type { Alike } from '../list/everywhere.ts';
import { Matrix } from '../list/matrix.ts';
import { cidrsOf, Outside, partsOfPolicies } from '../list/outside.ts';
import type { Direction } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import { difference, isNone, noPorts, type PortSet, sameSet } from '../ports/port-set.ts';

/** A pair for which something changes. */
export interface Change extends Opened {
  readonly from: string;
  readonly to: string;
}

interface Opened {
  readonly opened: PortSet;
  readonly closed: PortSet;
}

export interface Difference {
  readonly changes: readonly Change[];
  /** Workloads that are in only one of the two: their connections count as opened or closed. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * What a change opens and closes: two worlds compared pair by pair, workloads known by their keys. Addresses outside are
 * compared between the borders of both worlds, and those with the same change are one row for each block.
 */
export function diff(before: Ready, after: Ready): Difference {
  const [had, has] = [numbersOf(before), numbersOf(after)];
  const changes = [...amongWorkloads(before, after), ...withOutside(before, after, had, has)];
  return {
    changes: changes.sort((a, b) => order(a.from, b.from) || order(a.to, b.to)),
    added: [...has.keys()].filter((name) => !had.has(name)).sort(),
    removed: [...had.keys()].filter((name) => !has.has(name)).sort(),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function amongWorkloads(before: Ready, after: Ready): Change[] {
  const [old, now] = [pairsOf(before), pairsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const change = changeOf(old.get(key), now.get(key));
    const [from = '', to = ''] = JSON.parse(key) as string[];
    return change ? [{ from, to, ...change }] : [];
  });
}

function pairsOf(ready: Ready): Map<string, PortSet> {
  const matrix = new Matrix(ready);
  const names = ready.places.workloads.map(workloadKey);
  const found = new Map<string, PortSet>();
  for (const [to, name] of names.entries())
    matrix.row(to, (from, ports) => found.set(JSON.stringify([names[from], name]), ports));
  return found;
}

type Numbers = ReadonlyMap<string, number>;

function* withOutside(before: Ready, after: Ready, had: Numbers, has: Numbers): Generator<Change> {
  const parts = partsOfPolicies([...before.policies, ...after.policies]);
  const [old, now] = [new Outside(before, parts), new Outside(after, parts)];
  const known = new Map<readonly Alike[], Map<readonly Alike[], readonly ChangedBlocks[]>>();
  for (const name of new Set([...had.keys(), ...has.keys()]))
    for (const direction of ['Ingress', 'Egress'] as const) {
      const [was, is] = [alikeOf(old, had.get(name), direction), alikeOf(now, has.get(name), direction)];
      // Workloads that the same policies restrict in both worlds change alike.
      const seen = known.get(was) ?? new Map<readonly Alike[], readonly ChangedBlocks[]>();
      const changed = seen.get(is) ?? changedBlocks(parts, was, is);
      known.set(was, seen.set(is, changed));
      for (const { cidrs, ...change } of changed)
        for (const cidr of cidrs)
          yield direction === 'Ingress' ? { from: cidr, to: name, ...change } : { from: name, to: cidr, ...change };
    }
}

const nothing: readonly Alike[] = [];
const alikeOf = (outside: Outside, workload: number | undefined, direction: Direction): readonly Alike[] =>
  workload === undefined ? nothing : outside.alike(workload, direction);

interface ChangedBlocks extends Opened {
  readonly cidrs: readonly string[];
}

function changedBlocks(parts: readonly Block[], was: readonly Alike[], is: readonly Alike[]): ChangedBlocks[] {
  const [old, now] = [portsByPart(was), portsByPart(is)];
  const found: (Opened & { readonly parts: Block[] })[] = [];
  for (const part of parts) {
    const change = changeOf(old.get(part), now.get(part));
    if (!change) continue;
    const same = found.find((f) => sameSet(f.opened, change.opened) && sameSet(f.closed, change.closed));
    if (same) same.parts.push(part);
    else found.push({ ...change, parts: [part] });
  }
  return found.map(({ opened, closed, parts: own }) => ({ opened, closed, cidrs: cidrsOf(own) }));
}

const portsByPart = (alike: readonly Alike[]): ReadonlyMap<Block, PortSet> =>
  new Map(alike.flatMap(({ ports, parts }) => parts.map((part) => [part, ports] as const)));

function changeOf(was = noPorts, is = noPorts): Opened | undefined {
  const [opened, closed] = [difference(is, was), difference(was, is)];
  return isNone(opened) && isNone(closed) ? undefined : { opened, closed };
}

const numbersOf = ({ places }: Ready): Numbers => new Map(places.workloads.map((w, i) => [workloadKey(w), i]));
