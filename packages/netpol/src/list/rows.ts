import type { Ready } from '../evaluate/compile.ts';
import type { Protocol } from '../model/policy.ts';
import { protocols } from '../model/policy.ts';
import { workloadKey } from '../model/world.ts';
import type { PortRange, PortSet } from '../ports/port-set.ts';
import { Matrix } from './matrix.ts';
import { Outside } from './outside.ts';

/** One row of the list: workloads as `namespace/name[Kind]`, addresses as CIDR, one row for each pair and protocol. */
export interface ListRow {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
}

/** A pair that may talk, with all ports. */
export interface Allowed {
  readonly from: string;
  readonly to: string;
  readonly ports: PortSet;
}

/** Every pair that may talk: workloads among each other, and each with the outside. In order of target, then caller. */
export function* allowedPairs(ready: Ready): Generator<Allowed> {
  const matrix = new Matrix(ready);
  const outside = new Outside(ready);
  const names = ready.places.workloads.map(workloadKey);
  for (const [to, name] of names.entries()) {
    const found: Allowed[] = [];
    matrix.row(to, (from, ports) => found.push({ from: names[from] ?? '', to: name, ports }));
    yield* found;
    for (const { cidrs, ports } of outside.groups(to, 'Ingress'))
      for (const from of cidrs) yield { from, to: name, ports };
    for (const { cidrs, ports } of outside.groups(to, 'Egress'))
      for (const cidr of cidrs) yield { from: name, to: cidr, ports };
  }
}

/** The list as rows for people and programs. */
export function* listRows(ready: Ready): Generator<ListRow> {
  for (const { from, to, ports } of allowedPairs(ready))
    for (const protocol of protocols)
      if (ports[protocol].length > 0) yield { from, to, protocol, ports: ports[protocol] };
}
