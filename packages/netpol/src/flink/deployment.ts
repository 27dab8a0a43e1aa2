import { connections } from '@headrace/topology';
import { positionOf, readYamlStream, toData, type Yaml } from '@headrace/yaml';
import type { Finding } from '../model/diagnostic.ts';
import type { Place } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import { isObject } from '../read/report.ts';
import { readBounds, type SourceFile } from '../read/world.ts';
import { readPortList } from './port-list.ts';
import { type FlinkSettings, flatten } from './settings.ts';

/** What a FlinkDeployment says of its ports. */
export interface FlinkDeployment {
  readonly name: string;
  readonly namespace: string | undefined;
  /** Ports by Flink's option, those that are set and make sense. */
  readonly ports: ReadonlyMap<string, readonly PortRange[]>;
  /** Ports of metrics reporters (`metrics.reporter.<name>.port`). */
  readonly metrics: readonly PortRange[];
  /** `net.ipv4.ip_local_port_range` of the pod templates, if one sets it. */
  readonly localPorts: PortRange | undefined;
  readonly placeOf: (option: string) => Place | undefined;
}

const known = new Set(connections().flatMap((c) => c.listener.option ?? []));
const reporterPort = /^metrics\.reporter\.[^.]+\.port$/;

/** Reads a `FlinkDeployment` (the first in the file). Ports are read from its configuration, never typed twice. */
export function readFlinkDeployment({ file, text }: SourceFile): {
  deployment: FlinkDeployment | undefined;
  findings: Finding[];
} {
  const findings: Finding[] = [];
  for (const yaml of readYamlStream(text, readBounds)) {
    if ('code' in yaml) {
      const { message, line, column } = yaml;
      const place = { file, line, column };
      findings.push({ code: 'flink/syntax', severity: 'error', message, fix: 'Correct the file there.', place });
      continue;
    }
    const read = toData(yaml);
    const object = 'data' in read && isObject(read.data) ? read.data : undefined;
    if (object?.kind === 'FlinkDeployment') return { deployment: deploymentOf(object, yaml, file, findings), findings };
  }
  findings.push({
    code: 'flink/no-deployment',
    severity: 'error',
    message: `${file} holds no FlinkDeployment.`,
    fix: 'Name the file with the resource that the Flink operator gets.',
    place: { file, line: 1, column: 1 },
  });
  return { deployment: undefined, findings };
}

function deploymentOf(object: Record<string, unknown>, yaml: Yaml, file: string, findings: Finding[]): FlinkDeployment {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const spec = isObject(object.spec) ? object.spec : {};
  const settings = flatten(spec.flinkConfiguration);
  const placeOf = (option: string): Place | undefined => {
    const setting = settings.get(option);
    return setting && { file, ...positionOf(yaml, ['spec', 'flinkConfiguration', ...setting.path]) };
  };
  const ports = new Map<string, readonly PortRange[]>();
  const metrics: PortRange[] = [];
  for (const [option, { text }] of settings) {
    const isReporter = reporterPort.test(option);
    if (!isReporter && !known.has(option)) continue;
    const read = readPortList(text);
    if ('fault' in read) findings.push(nonsense(option, read.fault, placeOf(option)));
    else if (isReporter) metrics.push(...read.ranges);
    else ports.set(option, read.ranges);
  }
  return {
    name: typeof metadata.name === 'string' ? metadata.name : '',
    namespace: typeof metadata.namespace === 'string' ? metadata.namespace : undefined,
    ports,
    metrics,
    localPorts: localPortsOf(spec),
    placeOf,
  };
}

function nonsense(option: string, fault: string, place: Place | undefined): Finding {
  return {
    code: 'flink/not-a-port',
    severity: 'error',
    message: `${option} cannot be opened: ${fault}.`,
    fix: 'Set it to a port, or to a range as 50100-50200.',
    ...(place ? { place } : {}),
  };
}

/** A TaskManager's own pod template goes before the common one. */
function localPortsOf(spec: Record<string, unknown>): PortRange | undefined {
  for (const owner of [spec.taskManager, spec]) {
    const template = isObject(owner) && isObject(owner.podTemplate) ? owner.podTemplate : {};
    const pod = isObject(template.spec) ? template.spec : {};
    const context = isObject(pod.securityContext) ? pod.securityContext : {};
    for (const sysctl of Array.isArray(context.sysctls) ? context.sysctls : []) {
      if (!isObject(sysctl) || sysctl.name !== 'net.ipv4.ip_local_port_range') continue;
      const m = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(String(sysctl.value));
      if (m && Number(m[1]) <= Number(m[2]) && Number(m[2]) <= 65_535)
        return { start: Number(m[1]), end: Number(m[2]) };
    }
  }
  return undefined;
}

export type { FlinkSettings };
