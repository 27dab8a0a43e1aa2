import type { Grant } from '../../evaluate/grant.ts';
import type { Finding } from '../../model/diagnostic.ts';
import type { PolicyPort } from '../../model/policy.ts';
import type { Workload } from '../../model/world.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy } from '../rules.ts';

/** Ports by name that no pod has which the rule is about: the rule opens nothing. */
export function portNames({ ready }: ReviewContext): Finding[] {
  const { places } = ready;
  const all = (members: Iterable<number>): Workload[] => [...members].flatMap((i) => places.workloads[i] ?? []);
  return ready.policies.flatMap(({ located, selects, grants }) =>
    [...(grants.Ingress ?? []), ...(grants.Egress ?? [])].flatMap((grant) => {
      const section = grant.direction === 'Ingress' ? 'ingress' : 'egress';
      const rule = located.policy.spec[section]?.[grant.rule];
      const called = grant.direction === 'Ingress' ? all(selects) : calledBy(ready, grant, all);
      return (rule?.ports ?? []).flatMap((port, i): Finding[] => {
        if (typeof port.port !== 'string' || called.length === 0 || called.some((w) => hasPort(w, port))) return [];
        return [
          {
            code: 'review/no-such-port',
            severity: 'warning',
            message: `${nameOfPolicy(located)} opens the port '${port.port}' (${port.protocol ?? 'TCP'}) by name, and no pod that it is about has a port of that name: the rule opens nothing for it.`,
            fix: 'Write the name as a container declares it, or the number of the port. Init containers count where they have restartPolicy: Always.',
            place: located.placeOf(['spec', section, grant.rule, 'ports', i, 'port']),
          },
        ];
      });
    }),
  );
}

/** Those whom a rule lets its pods call; nobody where there may be others whose ports are not known. */
function calledBy(
  { places }: ReviewContext['ready'],
  grant: Grant,
  all: (members: Iterable<number>) => Workload[],
): Workload[] {
  if (grant.maybeSelected.length > 0) return [];
  if (grant.everyone) return [...places.workloads];
  return all([...grant.selected, ...grant.addressed[4], ...grant.addressed[6]]);
}

const hasPort = ({ ports }: Workload, { port, protocol = 'TCP' }: PolicyPort): boolean =>
  ports.some((p) => p.name === port && p.protocol === protocol);
