import type { Listener } from '@headrace/topology';
import type { PolicyPort } from '../model/policy.ts';
import type { PortRange } from '../ports/port-set.ts';
import type { GenerateOptions } from './options.ts';

/** A range as small as this is written out port by port: some data paths ignore endPort (cilium#28684). */
const smallRange = 8;

/** The ports of a listener as the FlinkDeployment sets them, else the topology's. Numbers always, never names. */
export function rangesOf(listener: Listener, { flinkDeployment }: GenerateOptions): readonly PortRange[] {
  const { port, endPort, pin } = listener;
  const set = setPorts(listener, flinkDeployment);
  if (set) return set;
  if (pin?.kind === 'sysctl' && flinkDeployment?.localPorts) return [flinkDeployment.localPorts];
  return [{ start: port, end: endPort ?? port }];
}

/**
 * The ports that a FlinkDeployment sets. The port that Flink binds takes precedence over the one that it advertises, and the option for
 * high availability over the usual one. Source: ClusterEntrypoint.getRPCPortRange of Flink
 */
export function setPorts(
  { option, bindOption, haOption }: Listener,
  flinkDeployment: GenerateOptions['flinkDeployment'],
): readonly PortRange[] | undefined {
  const of = (name: string | undefined) => (name === undefined ? undefined : flinkDeployment?.ports.get(name));
  return of(bindOption) ?? of(haOption) ?? of(option);
}

export function policyPorts(listener: Listener, ranges: readonly PortRange[]): PolicyPort[] {
  return listener.protocols.flatMap((protocol) =>
    ranges.flatMap((range) => written(range).map((port) => ({ protocol, ...port }))),
  );
}

function written({ start, end }: PortRange): Pick<PolicyPort, 'port' | 'endPort'>[] {
  if (end - start >= smallRange) return [{ port: start, endPort: end }];
  return Array.from({ length: end - start + 1 }, (_, i) => ({ port: start + i }));
}
