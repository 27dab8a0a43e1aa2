import { type Protocol, protocols } from '../model/policy.ts';
import type { Place, Service, ServicePort } from '../model/world.ts';
import { isObject, type Report, readTexts } from './report.ts';

const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

export function readService(
  object: Record<string, unknown>,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  place: Place,
  report: Report,
): Service {
  const spec = report.object(object.spec ?? {}, ['spec'], 'spec') ?? {};
  const selector = readTexts(spec.selector, ['spec', 'selector'], 'selector', report);
  const ports = (report.list(spec.ports, ['spec', 'ports'], 'ports') ?? []).flatMap(readPort);
  const type = types.find((t) => t === spec.type) ?? 'ClusterIP';
  return {
    namespace,
    name,
    ...(Object.keys(selector).length > 0 ? { selector } : {}),
    type,
    ...(spec.externalTrafficPolicy === 'Local' ? { keepsCallers: true } : {}),
    ports,
    place,
  };
}

function readPort(value: unknown): ServicePort[] {
  if (!isObject(value) || typeof value.port !== 'number') return [];
  const { name, port, targetPort } = value;
  const protocol: Protocol = protocols.find((p) => p === value.protocol) ?? 'TCP';
  const target = typeof targetPort === 'number' || typeof targetPort === 'string' ? targetPort : port;
  return [{ ...(typeof name === 'string' ? { name } : {}), port, targetPort: target, protocol }];
}
