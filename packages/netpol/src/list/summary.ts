import type { CompiledPolicies } from '../evaluate/compile.ts';
import { isDenied, type Reach, unknownPorts } from '../evaluate/verdict.ts';
import { firstOf } from '../model/first-of.ts';
import type { Direction } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import { allPorts, describePorts, intersection, isNone, type PortSet, sameSet } from '../ports/port-set.ts';
import { equivalenceClasses } from './equivalence-classes.ts';
import { type Focus, isLookedAt } from './focus.ts';
import { describeInternetExposure, type InternetExposure } from './internet-exposure.ts';
import { Matrix } from './matrix.ts';
import { Outside } from './outside.ts';
import type { ListedPair } from './rows.ts';

/** How all workloads are called in a list, and how they are together with everything outside. */
export const everyWorkload = 'every workload';
export const everyone = 'everyone';

/** With fewer workloads than this, callers are named one by one, which says more in hardly more lines. */
const few = 5;

/**
 * The list as a person reads it: one line for a pair, whatever the protocols; `every workload` where all may do the same,
 * `everywhere` and `everywhere but …` for what is outside, and `everyone` for both. Lines that sum up come first. Under a focus
 * on some workloads their pairs are listed one by one.
 */
export function* summedUp(compiled: CompiledPolicies, focus: Focus = {}): Generator<ListedPair> {
  const names = compiled.index.workloads.map(workloadKey);
  const matrix = new Matrix(compiled);
  const { ports: wanted = allPorts } = focus;
  const isWhole = !focus.from && !focus.to && !focus.namespaces && names.length > 1;
  const sums = isWhole ? uniformTargets(compiled, matrix) : [];
  const outside = outsideOf(compiled, focus, wanted);
  const [first] = sums;
  const isUniform = first !== undefined && sums.every((sum) => sum !== undefined && sameReach(sum, first));
  const among = isUniform ? [...pairsOf(first, wanted, everyWorkload, everyWorkload)] : [];
  const shared = isWhole ? sharedBy(outside) : [];
  yield* together(among, shared);
  const isShared = new Set(shared.map(keyOf));
  for (const [to, name] of names.entries()) {
    const sum = isUniform || names.length >= few ? sums[to] : undefined;
    if (sum && !isUniform) yield* pairsOf(sum, wanted, everyWorkload, name);
    if (!sum)
      for (const from of matrix.callers(to))
        if (isLookedAt(compiled, focus, from, to))
          yield* pairsOf(matrix.cell(from, to), wanted, names[from] ?? '', name);
    for (const line of outside[to] ?? []) if (!isShared.has(keyOf(line))) yield pairOf(line, name);
  }
}

/** What everybody else may reach at each workload, where that is the same for all: nothing for the others. */
function uniformTargets(compiled: CompiledPolicies, matrix: Matrix): (Reach | undefined)[] {
  const groups = equivalenceClasses(compiled);
  const found: (Reach | undefined)[] = compiled.index.workloads.map(() => undefined);
  for (const [first = 0, second, ...more] of groups) {
    let sum: Reach | undefined;
    const isSame = groups.every(([caller = 0]) => {
      // Members of one group may do the same to each other; one that is alone has only others.
      const from = caller === first ? second : caller;
      if (from === undefined) return true;
      const reach = matrix.cell(from, first);
      sum ??= reach;
      return sameReach(sum, reach);
    });
    if (!isSame || !sum) continue;
    for (const member of [first, ...(second === undefined ? [] : [second]), ...more]) found[member] = sum;
  }
  return found;
}

const sameReach = (a: Reach, b: Reach): boolean =>
  a === b || (sameSet(a.allowed, b.allowed) && sameSet(a.possible, b.possible));

function* pairsOf(reach: Reach, wanted: PortSet, from: string, to: string): Generator<ListedPair> {
  if (isDenied(reach)) return;
  const [allowed, unknown] = [intersection(reach.allowed, wanted), intersection(unknownPorts(reach), wanted)];
  if (!isNone(allowed)) yield { from, to, ports: allowed, verdict: 'allowed' };
  if (!isNone(unknown)) yield { from, to, ports: unknown, verdict: 'unknown' };
}

/** What of the outside may call a workload, or may be called by it, in words. */
interface OutsideLine {
  readonly direction: Direction;
  readonly who: string;
  readonly ports: PortSet;
}

const keyOf = ({ direction, who, ports }: OutsideLine): string => `${direction} ${who} ${describePorts(ports)}`;

function outsideOf(compiled: CompiledPolicies, focus: Focus, wanted: PortSet): OutsideLine[][] {
  const outside = new Outside(compiled);
  return compiled.index.workloads.map((_, i) =>
    (['Ingress', 'Egress'] as const).flatMap((direction) => {
      const [caller, called] = direction === 'Ingress' ? [undefined, i] : [i, undefined];
      if (!isLookedAt(compiled, focus, caller, called)) return [];
      const all = [
        ...outside.everywhere(i, direction).map((wide) => ({ who: inWords(wide), ports: wide.ports })),
        ...outside.elsewhere(i, direction).map(({ cidrs, ports }) => ({ who: firstOf(cidrs), ports })),
      ];
      return all.flatMap(({ who, ports }) => {
        const open = intersection(ports, wanted);
        return isNone(open) ? [] : [{ direction, who, ports: open }];
      });
    }),
  );
}

/** `everywhere`, `everywhere over IPv4 but 10.0.0.0/8`. */
function inWords(wide: InternetExposure): string {
  const [family, other] = wide.families;
  const text = describeInternetExposure(wide);
  return other === undefined ? text.replace('everywhere', `everywhere over IPv${family}`) : text;
}

/** Lines that all workloads have. */
function sharedBy([first = [], ...others]: readonly (readonly OutsideLine[])[]): OutsideLine[] {
  const keys = others.map((lines) => new Set(lines.map(keyOf)));
  return first.filter((line) => keys.every((set) => set.has(keyOf(line))));
}

const pairOf = ({ direction, who, ports }: OutsideLine, workload: string): ListedPair => ({
  ...(direction === 'Ingress' ? { from: who, to: workload } : { from: workload, to: who }),
  ports,
  verdict: 'allowed',
});

/** What holds for all workloads among each other, and for all of them and the outside: one line where it is the same. */
function together(among: readonly ListedPair[], shared: readonly OutsideLine[]): ListedPair[] {
  const [only] = among;
  const isSame = ({ who, ports }: OutsideLine) =>
    only !== undefined && who === 'everywhere' && sameSet(ports, only.ports);
  const same = shared.filter(isSame);
  const isAll = among.length === 1 && only?.verdict === 'allowed' && same.length === 2;
  const rest = shared.filter((line) => !(isAll && isSame(line))).map((line) => pairOf(line, everyWorkload));
  return isAll && only ? [{ ...only, from: everyone, to: everyone }, ...rest] : [...among, ...rest];
}
