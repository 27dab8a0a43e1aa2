import type { Path } from '../model/world.ts';
import { isObject } from '../read/report.ts';
import type { FlinkSettings } from './settings.ts';

/** A way in which the operator makes the REST API of the JobManager reachable from outside of the cluster. */
export interface Exposed {
  readonly by: 'Ingress' | 'LoadBalancer' | 'NodePort';
  readonly path: Path;
}

const exposedType = 'kubernetes.rest-service.exposed.type';

/**
 * What lets callers in from outside: an Ingress of the operator (`spec.ingress`), and the type of the Service `<cluster>-rest`, which
 * is ClusterIP unless it is set.
 * Source: IngressUtils and FlinkConfigBuilder of the Flink Kubernetes Operator 1.2 to 1.16; ExternalServiceDecorator of Flink
 */
export function exposedBy(
  spec: Record<string, unknown>,
  settings: FlinkSettings,
  pathOf: (option: string) => Path,
): Exposed[] {
  const type = settings.get(exposedType)?.text.toLowerCase();
  const by = (['LoadBalancer', 'NodePort'] as const).find((known) => known.toLowerCase() === type);
  return [
    ...(isObject(spec.ingress) ? [{ by: 'Ingress' as const, path: ['spec', 'ingress'] }] : []),
    ...(by ? [{ by, path: pathOf(exposedType) }] : []),
  ];
}
