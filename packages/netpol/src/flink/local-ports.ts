import type { Path } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import { isObject } from '../read/report.ts';
import type { Fault } from './described.ts';
import { textOf } from './settings.ts';

/** The ports that the system of the pods chooses from, where a pod template sets them. The template of the TaskManager takes precedence over the common one. */
export function localPortsOf(spec: Record<string, unknown>, fault: Fault): PortRange | undefined {
  for (const owner of [['taskManager'], []]) {
    const holder = owner.length > 0 ? spec.taskManager : spec;
    const template = isObject(holder) && isObject(holder.podTemplate) ? holder.podTemplate : {};
    const pod = isObject(template.spec) ? template.spec : {};
    const context = isObject(pod.securityContext) ? pod.securityContext : {};
    const sysctls: unknown[] = Array.isArray(context.sysctls) ? context.sysctls : [];
    const at = sysctls.findIndex((s) => isObject(s) && s.name === 'net.ipv4.ip_local_port_range');
    const sysctl = sysctls[at];
    if (!isObject(sysctl)) continue;
    const range = rangeOf(textOf(sysctl.value) ?? '');
    const path: Path = ['spec', ...owner, 'podTemplate', 'spec', 'securityContext', 'sysctls', at, 'value'];
    if (!range)
      fault(
        'not-a-range',
        path,
        'net.ipv4.ip_local_port_range is no range of ports.',
        'Write its first and last port, as "50000 50099".',
      );
    return range;
  }
  return undefined;
}

function rangeOf(text: string): PortRange | undefined {
  const [, first, last] = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(text) ?? [];
  const [start, end] = [Number(first), Number(last)];
  return start >= 1 && start <= end && end <= 65_535 ? { start, end } : undefined;
}
