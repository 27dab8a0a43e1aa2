import type { CompiledPolicies } from '../evaluate/compile.ts';
import type { Direction } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import type { InternetExposure } from './internet-exposure.ts';
import { Outside } from './outside.ts';

/** A workload that is open to everywhere, or may call everywhere. */
export interface Exposure extends InternetExposure {
  readonly workload: string;
  readonly direction: Direction;
  /** No policy restricts that side at all. */
  readonly unrestricted: boolean;
}

/** What is open to the Internet, in both directions; exceptions and private addresses are named, and it is open nevertheless. */
export function exposure(compiled: CompiledPolicies): Exposure[] {
  const outside = new Outside(compiled);
  return compiled.index.workloads.flatMap((workload, i) =>
    (['Ingress', 'Egress'] as const).flatMap((direction) => {
      const unrestricted = (compiled.restricting[direction][i] ?? []).length === 0;
      const open = outside.everywhere(i, direction);
      return open.map((everywhere) => ({ workload: workloadKey(workload), direction, ...everywhere, unrestricted }));
    }),
  );
}
