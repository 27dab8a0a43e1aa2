import type { Block } from '../address/address.ts';
import type { CompiledPolicies } from '../evaluate/compile.ts';
import { certain, type Reach, reachOfNone, unknownPorts } from '../evaluate/verdict.ts';
import type { Alike } from '../list/internet-exposure.ts';
import { Matrix } from '../list/matrix.ts';
import { cidrsOf, Outside, partsOfPolicies } from '../list/outside.ts';
import type { Direction } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import { difference, intersection, isNone, noPorts, type PortSet, sameSet, union } from '../ports/port-set.ts';
import { differently, UndecidedRules } from './undecided-rules.ts';

/** A pair for which something changes, or may change. */
export interface Change extends Changed {
  readonly from: string;
  readonly to: string;
}

interface Changed {
  readonly opened: PortSet;
  readonly closed: PortSet;
  /** Ports of which it is unknown whether they are opened or closed: one of the two verdicts is. */
  readonly unknown: PortSet;
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
export function diff(before: CompiledPolicies, after: CompiledPolicies): Difference {
  const [had, has] = [numbersOf(before), numbersOf(after)];
  const changes = [...amongWorkloads(before, after, had, has), ...withOutside(before, after, had, has)];
  return {
    changes: changes.sort((a, b) => order(a.from, b.from) || order(a.to, b.to)),
    added: [...has.keys()].filter((name) => !had.has(name)).sort(),
    removed: [...had.keys()].filter((name) => !has.has(name)).sort(),
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Row by row: two worlds have as many pairs as the square of their workloads, and few of them change. */
function* amongWorkloads(
  before: CompiledPolicies,
  after: CompiledPolicies,
  had: Numbers,
  has: Numbers,
): Generator<Change> {
  const [old, now] = [new Rows(before, had), new Rows(after, has)];
  const [rulesBefore, rulesAfter] = [new UndecidedRules(before), new UndecidedRules(after)];
  for (const to of new Set([...had.keys(), ...has.keys()])) {
    const [was, is] = [old.row(to), now.row(to)];
    for (const from of new Set([...was.keys(), ...is.keys()])) {
      const [a = reachOfNone, b = reachOfNone] = [was.get(from), is.get(from)];
      const ends = [had.get(from), had.get(to), has.get(from), has.get(to)] as const;
      const otherwise = () => differently(rulesBefore.between(ends[0], ends[1]), rulesAfter.between(ends[2], ends[3]));
      const change = changeOf(a, b, otherwise);
      if (change) yield { from, to, ...change };
    }
  }
}

class Rows {
  private readonly matrix: Matrix;
  private readonly names: readonly string[];
  private readonly numbers: Numbers;

  constructor(compiled: CompiledPolicies, numbers: Numbers) {
    this.matrix = new Matrix(compiled);
    this.names = compiled.index.workloads.map(workloadKey);
    this.numbers = numbers;
  }

  /** Who may reach a workload, by their names. */
  row(name: string): ReadonlyMap<string, Reach> {
    const found = new Map<string, Reach>();
    const to = this.numbers.get(name);
    if (to !== undefined) this.matrix.row(to, (from, reach) => found.set(this.names[from] ?? '', reach));
    return found;
  }
}

type Numbers = ReadonlyMap<string, number>;

function* withOutside(
  before: CompiledPolicies,
  after: CompiledPolicies,
  had: Numbers,
  has: Numbers,
): Generator<Change> {
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

interface ChangedBlocks extends Changed {
  readonly cidrs: readonly string[];
}

function changedBlocks(parts: readonly Block[], was: readonly Alike[], is: readonly Alike[]): ChangedBlocks[] {
  const [old, now] = [portsByPart(was), portsByPart(is)];
  const found: (Changed & { readonly parts: Block[] })[] = [];
  for (const part of parts) {
    const change = changeOf(certain(old.get(part) ?? noPorts), certain(now.get(part) ?? noPorts));
    if (!change) continue;
    const same = found.find((f) => sameSet(f.opened, change.opened) && sameSet(f.closed, change.closed));
    if (same) same.parts.push(part);
    else found.push({ ...change, parts: [part] });
  }
  return found.map(({ parts: own, ...change }) => ({ ...change, cidrs: cidrsOf(own) }));
}

const portsByPart = (alike: readonly Alike[]): ReadonlyMap<Block, PortSet> =>
  new Map(alike.flatMap(({ ports, parts }) => parts.map((part) => [part, ports] as const)));

/** @param otherwise ports that something else leaves unknown now: all others that stay unknown do not change, whatever they are */
function changeOf(was: Reach, is: Reach, otherwise: () => PortSet = () => noPorts): Changed | undefined {
  if (was === is) return undefined;
  const [opened, closed] = [difference(is.allowed, was.possible), difference(was.allowed, is.possible)];
  const [before, after] = [unknownPorts(was), unknownPorts(is)];
  const both = intersection(before, after);
  const open = union(before, after);
  const unknown = isNone(both) ? open : union(difference(open, both), intersection(both, otherwise()));
  return [opened, closed, unknown].every(isNone) ? undefined : { opened, closed, unknown };
}

const numbersOf = ({ index }: CompiledPolicies): Numbers => new Map(index.workloads.map((w, i) => [workloadKey(w), i]));
