import type { ComponentName } from '@headrace/topology';
import {
  type CompiledPolicies,
  type GenerateOptions,
  type PolicyPort,
  type PortRange,
  type Protocol,
  protocols,
} from '../index.ts';
import { type Need, needsOf } from '../installation/index.ts';

/** A port that is worth a row, and who needs it if somebody does. */
export interface RowPort {
  readonly protocol: Protocol;
  readonly start: number;
  readonly stop: number;
  readonly need: Need | undefined;
}

/** Ports of a component by the topology. */
export function neededPorts(component: ComponentName, options: GenerateOptions): RowPort[] {
  return needsOf(component, options).flatMap((need) =>
    need.listener.protocols.flatMap((protocol) => need.ranges.map((r) => rowPort(protocol, r, need))),
  );
}

/** More ports than this of one workload are not read by anybody. */
export const portBound = 100;

/**
 * The ports of a workload that are worth a row: those that are needed, those of its containers, and those that rules name.
 * A workload of which nothing is known has one row for all ports.
 */
export function portsOfWorkload(compiled: CompiledPolicies, workload: number, needed: readonly RowPort[]): RowPort[] {
  const found = new Map<string, RowPort>();
  const add = (port: RowPort) => {
    const key = `${port.protocol} ${port.start}-${port.stop}`;
    if (!found.has(key) && found.size < portBound) found.set(key, port);
  };
  needed.forEach(add);
  for (const { port, protocol } of compiled.index.workloads[workload]?.ports ?? [])
    if (!covered(found, protocol, port)) add(rowPort(protocol, { start: port, end: port }));
  for (const { rules } of compiled.restricting.Ingress[workload] ?? [])
    for (const { fixed } of rules.Ingress ?? [])
      for (const protocol of protocols)
        for (const range of fixed[protocol])
          if (!isWhole(range))
            for (const one of partsOf(range)) if (!covered(found, protocol, one.start)) add(rowPort(protocol, one));
  if (found.size === 0) add(rowPort('TCP', whole));
  return [...found.values()];
}

/** The ports that rules name for an address outside, where names of ports mean nothing; all of TCP where a rule names none. */
export function portsOfRules(ports: readonly PolicyPort[]): RowPort[] {
  const numbered = ports.flatMap(({ protocol = 'TCP', port, endPort }) =>
    typeof port === 'number' ? [rowPort(protocol, { start: port, end: endPort ?? port })] : [],
  );
  const found = new Map(numbered.map((p) => [`${p.protocol} ${p.start}-${p.stop}`, p]));
  return found.size > 0 ? [...found.values()].slice(0, portBound) : [rowPort('TCP', whole)];
}

const whole: PortRange = { start: 1, end: 65_535 };
const isWhole = ({ start, end }: PortRange): boolean => start <= 1 && end >= 65_535;

/** A port set joins neighbouring ports to a range, and a reader means single ports: a short range is listed port by port. */
function partsOf({ start, end }: PortRange): PortRange[] {
  if (end - start >= 4) return [{ start, end }];
  return Array.from({ length: end - start + 1 }, (_, i) => ({ start: start + i, end: start + i }));
}

const covered = (found: ReadonlyMap<string, RowPort>, protocol: Protocol, port: number): boolean =>
  [...found.values()].some((p) => p.protocol === protocol && p.start <= port && port <= p.stop);

const rowPort = (protocol: Protocol, { start, end }: PortRange, need?: Need): RowPort => ({
  protocol,
  start,
  stop: end,
  need,
});
