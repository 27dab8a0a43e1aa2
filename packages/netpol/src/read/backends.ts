import type { Backend, Path, Place } from '../model/world.ts';
import { isObject } from './report.ts';

type At = (path: Path) => Place;

/** What leads to Services from outside, by API group and kind. */
const readers: Readonly<Record<string, (spec: Record<string, unknown>) => Found[]>> = {
  'networking.k8s.io/Ingress': ofIngress,
  'route.openshift.io/Route': ofRoute,
  ...Object.fromEntries(
    ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => [
      `gateway.networking.k8s.io/${kind}`,
      ofGatewayRoute,
    ]),
  ),
};

/** The kinds that are read for whom they lead to: each with its API group. */
export const backendKinds: readonly { readonly group: string; readonly kind: string }[] = Object.keys(readers).map(
  (key) => {
    const [group = '', kind = ''] = key.split('/');
    return { group, kind };
  },
);

interface Found {
  readonly service: unknown;
  readonly namespace?: unknown;
  readonly port?: unknown;
  readonly path: Path;
}

/**
 * The Services that an Ingress, an OpenShift Route or a route of a Gateway leads to; none for another object. What of it is malformed
 * is for the API server to refuse.
 * Source: the API references of Kubernetes 1.37, OpenShift 4.18 and of the Gateway API 1.3
 */
export function readBackends(object: Record<string, unknown>, kind: string, own: string, placeOf: At): Backend[] {
  const group = typeof object.apiVersion === 'string' ? object.apiVersion.replace(/\/[^/]*$/, '') : '';
  const key = `${group}/${kind}`;
  const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
  if (!read) return [];
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const namespace = typeof metadata.namespace === 'string' && metadata.namespace !== '' ? metadata.namespace : own;
  const by = `The ${kind} ${namespace}/${typeof metadata.name === 'string' ? metadata.name : ''}`;
  return read(objectAt(object, 'spec')).flatMap((found): Backend[] => {
    if (typeof found.service !== 'string') return [];
    const port = typeof found.port === 'number' || typeof found.port === 'string' ? { port: found.port } : {};
    const where = typeof found.namespace === 'string' ? found.namespace : namespace;
    return [{ namespace: where, service: found.service, ...port, by, place: placeOf(found.path) }];
  });
}

const objectAt = (of: unknown, field: string): Record<string, unknown> => {
  const value = isObject(of) ? of[field] : undefined;
  return isObject(value) ? value : {};
};
const listAt = (of: unknown, field: string): readonly unknown[] => {
  const value = isObject(of) ? of[field] : undefined;
  return Array.isArray(value) ? value : [];
};

function ofIngress(spec: Record<string, unknown>): Found[] {
  const found = (backend: unknown, path: Path): Found => {
    const service = objectAt(backend, 'service');
    const port = objectAt(service, 'port');
    return { service: service.name, port: port.number ?? port.name, path: [...path, 'service', 'name'] };
  };
  return [
    found(spec.defaultBackend, ['spec', 'defaultBackend']),
    ...listAt(spec, 'rules').flatMap((rule, i) =>
      listAt(objectAt(rule, 'http'), 'paths').map((path, n) =>
        found(objectAt(path, 'backend'), ['spec', 'rules', i, 'http', 'paths', n, 'backend']),
      ),
    ),
  ];
}

function ofRoute(spec: Record<string, unknown>): Found[] {
  const { targetPort } = objectAt(spec, 'port');
  const found = (to: unknown, path: Path): Found[] =>
    isObject(to) && (to.kind ?? 'Service') === 'Service'
      ? [{ service: to.name, port: targetPort, path: [...path, 'name'] }]
      : [];
  const others = listAt(spec, 'alternateBackends');
  return [...found(spec.to, ['spec', 'to']), ...others.flatMap((o, i) => found(o, ['spec', 'alternateBackends', i]))];
}

function ofGatewayRoute(spec: Record<string, unknown>): Found[] {
  return listAt(spec, 'rules').flatMap((rule, i) =>
    listAt(rule, 'backendRefs').flatMap((ref, n): Found[] =>
      isObject(ref) && (ref.kind ?? 'Service') === 'Service' && (ref.group ?? '') === ''
        ? [
            {
              service: ref.name,
              namespace: ref.namespace,
              port: ref.port,
              path: ['spec', 'rules', i, 'backendRefs', n, 'name'],
            },
          ]
        : [],
    ),
  );
}
