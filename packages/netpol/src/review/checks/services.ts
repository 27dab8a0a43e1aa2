import { portsOpenedAt, type ResolvedRule } from '../../evaluate/resolved-rule.ts';
import type { Protocol } from '../../model/policy.ts';
import { type LocatedPolicy, type Service, workloadKey } from '../../model/world.ts';
import { has } from '../../ports/port-set.ts';
import { isMember } from '../../selector/workload-set.ts';
import { behind, targetOf } from '../behind.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy } from '../rules.ts';

/** Rules that a Service makes mean something else: its port is not the pod's, and it hides who is calling. */
export function services({ compiled, world }: ReviewContext): ReviewFinding[] {
  return world.services.flatMap((service) => {
    return behind(compiled, service).flatMap((i) => [
      ...wrongPorts(compiled, service, i),
      ...nodePorts(compiled, service, i),
      ...hiddenCallers(compiled, service, i),
    ]);
  });
}

/** Ports of the node for the pods themselves, whether or not a Service is in front of them. */
export function hostPorts({ compiled }: ReviewContext): ReviewFinding[] {
  return compiled.index.workloads.flatMap((workload, i) =>
    workload.ports.flatMap(({ port, hostPort, protocol }) =>
      hostPort === undefined || hostPort === port
        ? []
        : otherPort(compiled, i, { written: hostPort, protocol, target: port, what: 'a hostPort' }),
    ),
  );
}

function nodePorts(compiled: Ready, service: Service, i: number): ReviewFinding[] {
  return service.ports.flatMap((port) => {
    const workload = compiled.index.workloads[i];
    const target = workload && targetOf(port, workload);
    if (port.nodePort === undefined || target === undefined || target === port.nodePort) return [];
    const what = `the nodePort of the Service ${service.name}`;
    return otherPort(compiled, i, { written: port.nodePort, protocol: port.protocol, target, what });
  });
}

/** A rule opens a port of nodes, which is translated before policies see it. */
function otherPort(
  compiled: Ready,
  i: number,
  { written, protocol, target, what }: { written: number; protocol: Protocol; target: number; what: string },
): ReviewFinding[] {
  const workload = compiled.index.workloads[i];
  if (!workload || workload.hostNetwork || workload.ports.some((p) => p.port === written && p.protocol === protocol))
    return [];
  return rulesFor(compiled, i).flatMap(({ located, rule }): ReviewFinding[] => {
    const section = rule.direction === 'Ingress' ? 'ingress' : 'egress';
    const ports = located.policy.spec[section]?.[rule.number]?.ports ?? [];
    const n = ports.findIndex(
      (p) => p.port === written && p.endPort === undefined && (p.protocol ?? 'TCP') === protocol,
    );
    if (n < 0) return [];
    const isOpen = has(portsOpenedAt(rule, workload), protocol, target);
    return [
      {
        code: 'review/node-port',
        severity: isOpen ? 'info' : 'warning',
        message: `${nameOfPolicy(located)} opens ${protocol} ${written}, ${what}; ${workloadKey(workload)} listens on ${target}, and policies see that one${isOpen ? ', which is open too' : ': nobody gets through'}.`,
        fix: isOpen ? `Leave ${written} out.` : `Open ${target} in its place.`,
        place: located.placeOf(['spec', section, rule.number, 'ports', n, 'port']),
        subject: workloadKey(workload),
      },
    ];
  });
}

type Ready = ReviewContext['compiled'];

/** A rule opens the Service's port, to those who call the pods or to those who are called, and the pods listen on another. */
function wrongPorts(compiled: Ready, service: Service, i: number): ReviewFinding[] {
  const workload = compiled.index.workloads[i];
  if (!workload) return [];
  return service.ports.flatMap(({ port, targetPort, protocol }) => {
    const target =
      typeof targetPort === 'number' ? targetPort : workload.ports.find((p) => p.name === targetPort)?.port;
    if (target === undefined || target === port || workload.ports.some((p) => p.port === port)) return [];
    return rulesFor(compiled, i).flatMap(({ located, rule }): ReviewFinding[] => {
      const section = rule.direction === 'Ingress' ? 'ingress' : 'egress';
      const written = located.policy.spec[section]?.[rule.number]?.ports ?? [];
      if (!written.some((p) => p.port === port && (p.protocol ?? 'TCP') === protocol)) return [];
      // Both may be meant: data paths that look before the Service see the one, the others see the other.
      if (has(portsOpenedAt(rule, workload), protocol, target)) return [];
      return [
        {
          code: 'review/service-port',
          severity: 'error',
          message: `${nameOfPolicy(located)} opens ${protocol} ${port}, the port of the Service ${service.name}; ${workloadKey(workload)} listens on ${target}, and policies see that one.`,
          fix: `Open ${target}.`,
          place: located.placeOf(['spec', section, rule.number, 'ports']),
          subject: workloadKey(workload),
        },
      ];
    });
  });
}

/** Rules that say who may call a workload, and those that let others call it by name. */
function rulesFor({ policies, restricting }: Ready, i: number): { located: LocatedPolicy; rule: ResolvedRule }[] {
  const inbound = (restricting.Ingress[i] ?? []).flatMap(({ located, rules }) =>
    (rules.Ingress ?? []).map((rule) => ({ located, rule })),
  );
  const outbound = policies.flatMap(({ located, rules }) =>
    (rules.Egress ?? []).flatMap((rule) => (isMember(rule.selected, i) ? [{ located, rule }] : [])),
  );
  return [...inbound, ...outbound];
}

/** An address block guards pods that are reached through a balancer or a node, where the caller's address may be replaced. */
function hiddenCallers({ index, restricting }: Ready, service: Service, i: number): ReviewFinding[] {
  const workload = index.workloads[i];
  if (!workload || service.keepsCallers) return [];
  if (service.type !== 'LoadBalancer' && service.type !== 'NodePort') return [];
  return (restricting.Ingress[i] ?? []).flatMap(({ located }): ReviewFinding[] => {
    const rule = (located.policy.spec.ingress ?? []).findIndex((r) => (r.from ?? []).some((p) => p.ipBlock));
    if (rule < 0) return [];
    return [
      {
        code: 'review/hidden-caller',
        severity: 'warning',
        message: `${nameOfPolicy(located)} lets addresses through to ${workloadKey(workload)}, which the ${service.type} Service ${service.name} is in front of: callers may come with the address of a node (kube-router#744).`,
        fix: 'Set externalTrafficPolicy: Local on the Service, or restrict callers at the balancer.',
        place: located.placeOf(['spec', 'ingress', rule]),
        subject: workloadKey(workload),
      },
    ];
  });
}
