import type { Ready } from '../evaluate/compile.ts';
import type { Direction } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import type { PortSet } from '../ports/port-set.ts';
import { Outside } from './outside.ts';

/** A workload that is open to everywhere, or may call everywhere. */
export interface Exposure {
  readonly workload: string;
  readonly direction: Direction;
  readonly ports: PortSet;
  /** No policy restricts that side at all. */
  readonly unrestricted: boolean;
}

/** What is open to anywhere, in both directions. */
export function exposure(ready: Ready): Exposure[] {
  const outside = new Outside(ready);
  return ready.places.workloads.flatMap((workload, i) =>
    (['Ingress', 'Egress'] as const).flatMap((direction) => {
      const unrestricted = (ready.restricting[direction][i] ?? []).length === 0;
      const open = outside.groups(i, direction).filter((g) => g.everywhere);
      return open.map(({ ports }) => ({ workload: workloadKey(workload), direction, ports, unrestricted }));
    }),
  );
}
