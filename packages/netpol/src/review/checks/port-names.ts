import type { ResolvedRule } from '../../evaluate/resolved-rule.ts';
import type { PolicyPort } from '../../model/policy.ts';
import type { Workload } from '../../model/world.ts';
import type { ReviewFinding } from '../codes.ts';
import type { ReviewContext } from '../context.ts';
import { nameOfPolicy } from '../rules.ts';

/** Ports by name that no pod has which the rule is about: the rule opens nothing. */
export function portNames({ compiled }: ReviewContext): ReviewFinding[] {
  const { index } = compiled;
  const all = (members: Iterable<number>): Workload[] => [...members].flatMap((i) => index.workloads[i] ?? []);
  return compiled.policies.flatMap(({ located, selects, rules }) =>
    [...(rules.Ingress ?? []), ...(rules.Egress ?? [])].flatMap((rule) => {
      const section = rule.direction === 'Ingress' ? 'ingress' : 'egress';
      const written = located.policy.spec[section]?.[rule.number];
      const called = rule.direction === 'Ingress' ? all(selects) : calledBy(compiled, rule, all);
      return (written?.ports ?? []).flatMap((port, i): ReviewFinding[] => {
        if (typeof port.port !== 'string' || called.length === 0 || called.some((w) => hasPort(w, port))) return [];
        return [
          {
            code: 'review/no-such-port',
            severity: 'warning',
            message: `${nameOfPolicy(located)} opens the port '${port.port}' (${port.protocol ?? 'TCP'}) by name, and no pod that it is about has a port of that name: the rule opens nothing for it.`,
            fix: 'Write the name as a container declares it, or the number of the port. Init containers count where they have restartPolicy: Always.',
            place: located.placeOf(['spec', section, rule.number, 'ports', i, 'port']),
          },
        ];
      });
    }),
  );
}

/** Those whom a rule lets its pods call; nobody where there may be others whose ports are not known. */
function calledBy(
  { index }: ReviewContext['compiled'],
  rule: ResolvedRule,
  all: (members: Iterable<number>) => Workload[],
): Workload[] {
  if (rule.maybeSelected.length > 0) return [];
  if (rule.everyone) return [...index.workloads];
  return all([...rule.selected, ...rule.addressed[4], ...rule.addressed[6]]);
}

const hasPort = ({ ports }: Workload, { port, protocol = 'TCP' }: PolicyPort): boolean =>
  ports.some((p) => p.name === port && p.protocol === protocol);
