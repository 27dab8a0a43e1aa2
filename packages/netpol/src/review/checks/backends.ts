import type { CompiledPolicies } from '../../evaluate/compile.ts';
import { portsOpenedAt } from '../../evaluate/resolved-rule.ts';
import { firstOf } from '../../model/first-of.ts';
import { type Backend, type Place, type Service, type ServicePort, workloadKey } from '../../model/world.ts';
import { meansHostTraffic, meansOpenShift } from '../../platform/openshift.ts';
import type { PlatformName } from '../../platform/platforms.ts';
import { has } from '../../ports/port-set.ts';
import { behind, targetOf } from '../behind.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';

/** A way in from outside of the cluster. */
interface WayIn {
  readonly service: Service;
  readonly ports: readonly ServicePort[];
  /** For sentences: `The Ingress shop/web`. */
  readonly by: string;
  readonly place: Place | undefined;
  /** Whether callers outside reach the pods themselves, and not through pods of a controller. */
  readonly isDirect: boolean;
}

/**
 * What leads to pods that policies let nobody reach there: the calls end in time-outs. Which pods forward the calls of an Ingress is not
 * known, so that any rule for the port counts; callers of a LoadBalancer or of a node have addresses outside.
 */
export function backends({ compiled, denied, world, platform }: ReviewContext): ReviewFinding[] {
  return waysIn(world.services, world.backends ?? []).flatMap((way): ReviewFinding[] => {
    const now = cutOffIn(compiled, way);
    const then = now.length > 0 ? [] : cutOffIn(denied, way);
    const cutOff = now.length > 0 ? now : then;
    if (cutOff.length === 0) return [];
    const shut = [...new Set(cutOff.flatMap((c) => c.shut))].join(', ');
    const where = `${way.by} leads to ${firstOf(cutOff.map((c) => c.name))} on ${shut}`;
    const whom = way.isDirect ? 'nobody outside of the cluster' : 'nobody';
    return [
      {
        code: now.length > 0 ? 'review/backend-cut-off' : 'review/backend-cut-off-by-default-deny',
        severity: now.length > 0 ? 'warning' : 'info',
        message:
          now.length > 0
            ? `${where}, where policies let ${whom} in.`
            : `${where}, and default-deny would cut that off: no policy lets ${way.isDirect ? 'anybody outside of the cluster' : 'anybody'} in.`,
        fix: fixFor(way, shut, platform),
        ...(way.place ? { place: way.place } : {}),
      },
    ];
  });
}

function cutOffIn(
  compiled: CompiledPolicies,
  way: WayIn,
): { readonly name: string; readonly shut: readonly string[] }[] {
  return behind(compiled, way.service).flatMap((i) => {
    const workload = compiled.index.workloads[i];
    if (!workload || workload.hostNetwork) return [];
    const shut = way.ports.flatMap((port) => {
      const target = targetOf(port, workload);
      return target === undefined || isOpen(compiled, i, port, target, way.isDirect)
        ? []
        : [`${port.protocol} ${target}`];
    });
    return shut.length > 0 ? [{ name: workloadKey(workload), shut }] : [];
  });
}

function fixFor({ isDirect }: WayIn, shut: string, platform: PlatformName): string {
  if (platform === 'openshift' && !isDirect)
    return `Let the routers in on ${shut}: from a namespaceSelector on policy-group.network.openshift.io/ingress, without podSelector.`;
  return isDirect
    ? `Let the addresses of the callers in on ${shut} by an ipBlock, and those of the nodes where they hide the callers; make the Service ClusterIP if nobody calls from outside.`
    : `Let the pods of the controller in on ${shut} by their namespace and labels, or its addresses where it runs on the network of its nodes.`;
}

function waysIn(services: readonly Service[], found: readonly Backend[]): WayIn[] {
  const direct = services
    .filter(({ type }) => type === 'LoadBalancer' || type === 'NodePort')
    .map((service) => ({
      service,
      ports: service.ports,
      by: `The ${service.type} Service ${service.namespace}/${service.name}`,
      place: service.place,
      isDirect: true,
    }));
  const named = found.flatMap(({ namespace, service: name, port, by, place }) => {
    const service = services.find((s) => s.namespace === namespace && s.name === name);
    if (!service) return [];
    const isMeant = (p: ServicePort) =>
      port === undefined || p.port === port || p.name === port || p.targetPort === port;
    return [{ service, ports: service.ports.filter(isMeant), by, place, isDirect: false }];
  });
  return [...direct, ...named];
}

function isOpen(
  { index, restricting }: CompiledPolicies,
  workload: number,
  { protocol }: ServicePort,
  target: number,
  isDirect: boolean,
): boolean {
  const policies = restricting.Ingress[workload] ?? [];
  return (
    policies.length === 0 ||
    policies.some(({ located, rules }) =>
      (rules.Ingress ?? []).some((rule) => {
        if (!has(portsOpenedAt(rule, index.workloads[workload]), protocol, target)) return false;
        const { from = [] } = located.policy.spec.ingress?.[rule.number] ?? {};
        // A selector may also find pods that are not among the files.
        return !isDirect || rule.everyone || rule.blocks.length > 0 || from.some(meansOutside);
      }),
    )
  );
}

const meansOutside = (peer: Parameters<typeof meansHostTraffic>[0]): boolean =>
  meansHostTraffic(peer) || meansOpenShift(peer);
