import { parseAddress } from '../address/address.ts';
import { type Protocol, protocols } from '../model/policy.ts';
import type { Place, Service, ServicePort } from '../model/world.ts';
import { isMissing, isObject, kindOf, type Report, readTexts } from './report.ts';
import { checkServicePorts, isPortNumber } from './values.ts';

const types = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

export function readService(
  object: Record<string, unknown>,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  place: Place,
  report: Report,
): Service {
  const spec = report.object(object.spec ?? {}, ['spec'], 'spec') ?? {};
  const selector = readTexts(spec.selector, ['spec', 'selector'], 'selector', report);
  const list = report.list(spec.ports, ['spec', 'ports'], 'ports') ?? [];
  checkServicePorts(list, ['spec', 'ports'], report);
  const ports = list.flatMap(readPort);
  const type = types.find((t) => t === spec.type) ?? 'ClusterIP';
  if (!isMissing(spec.type) && spec.type !== '' && spec.type !== type)
    report.error(
      'service-type',
      ['spec', 'type'],
      `There is no type ${kindOf(spec.type)} of Services: no API server takes it.`,
      `Use one of ${types.join(', ')}.`,
    );
  // One that says neither whom it selects nor its ports is an example, in which ports do not matter.
  if (
    list.length === 0 &&
    ('selector' in spec || 'ports' in spec) &&
    type !== 'ExternalName' &&
    spec.clusterIP !== 'None'
  )
    report.error('no-ports', ['spec'], 'The Service has no ports: no API server takes it.', 'Add ports:.');
  return {
    namespace,
    name,
    ...(Object.keys(selector).length > 0 ? { selector } : {}),
    type,
    ...(spec.externalTrafficPolicy === 'Local' ? { keepsCallers: true } : {}),
    ports,
    ...addressesIn('clusterIPs', spec.clusterIPs, [spec.clusterIP]),
    ...addressesIn('externalIPs', spec.externalIPs, []),
    place,
  };
}

/** Addresses of a field, else those of the field that came before it; texts that are none (`None`) are left out. */
function addressesIn(field: 'clusterIPs' | 'externalIPs', value: unknown, instead: readonly unknown[]) {
  const all = (Array.isArray(value) ? value : instead).filter((ip): ip is string => typeof ip === 'string');
  const known = all.filter((ip) => parseAddress(ip));
  return known.length > 0 ? { [field]: known } : {};
}

function readPort(value: unknown): ServicePort[] {
  if (!isObject(value) || typeof value.port !== 'number') return [];
  const { name, port, targetPort, nodePort } = value;
  const protocol: Protocol = protocols.find((p) => p === value.protocol) ?? 'TCP';
  const target = typeof targetPort === 'number' || typeof targetPort === 'string' ? targetPort : port;
  return [
    {
      ...(typeof name === 'string' ? { name } : {}),
      port,
      targetPort: target,
      protocol,
      ...(isPortNumber(nodePort) ? { nodePort } : {}),
    },
  ];
}
