import { positionOf, readYamlStream, toData, type YamlFault } from '@headrace/yaml';
import type { Finding } from '../model/diagnostic.ts';
import type { Path, Place } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import { isObject } from '../read/report.ts';
import { readBounds, type SourceFile } from '../read/world.ts';
import { localPortsOf } from './local-ports.ts';
import { type OpenPorts, openPortsOf } from './open-ports.ts';
import { flatten } from './settings.ts';

/** How the operator runs a cluster, and labels its pods (`spec.mode`). */
const modes = ['native', 'standalone'] as const;

/** What a FlinkDeployment says of its ports. */
export interface FlinkDeployment extends OpenPorts {
  /** Empty where it has none yet. */
  readonly name: string;
  readonly namespace: string | undefined;
  readonly mode: (typeof modes)[number];
  /** `net.ipv4.ip_local_port_range` of the pod templates, if one sets it. */
  readonly localPorts: PortRange | undefined;
  readonly placeOf: (option: string) => Place | undefined;
}

/** Adds a finding at a path of the object: its code after `flink/`, what is wrong, and what to do. */
export type Fault = (
  code: string,
  path: Path,
  message: string,
  fix: string,
  severity?: Exclude<Finding['severity'], 'warning'>,
) => void;

/** Reads a `FlinkDeployment`, the only one of its file. Ports are read from its configuration, never typed twice. */
export function readFlinkDeployment({ file, text }: SourceFile): {
  deployment: FlinkDeployment | undefined;
  findings: Finding[];
} {
  const findings: Finding[] = [];
  let deployment: FlinkDeployment | undefined;
  const unreadable = ({ message, line, column }: YamlFault) =>
    findings.push({
      code: 'flink/syntax',
      severity: 'error',
      message,
      fix: 'Correct the file there.',
      place: { file, line, column },
    });
  for (const yaml of readYamlStream(text, readBounds)) {
    if ('code' in yaml) {
      unreadable(yaml);
      continue;
    }
    const read = toData(yaml);
    if ('code' in read) {
      unreadable(read);
      continue;
    }
    for (const { object, root } of inDocument(read.data)) {
      const placeOf = (path: Path): Place => ({ file, ...positionOf(yaml, [...root, ...path]) });
      const fault: Fault = (code, path, message, fix, severity = 'error') =>
        findings.push({ code: `flink/${code}`, severity, message, fix, place: placeOf(path) });
      if (deployment)
        fault(
          'several',
          ['metadata', 'name'],
          `${file} holds a second FlinkDeployment, and only one can be meant.`,
          'Name a file with the one that is meant.',
        );
      else deployment = deploymentOf(object, placeOf, fault);
    }
  }
  if (!deployment && findings.length === 0)
    findings.push({
      code: 'flink/no-deployment',
      severity: 'error',
      message: `${file} holds no FlinkDeployment.`,
      fix: 'Name the file with the resource that the Flink operator gets.',
      place: { file, line: 1, column: 1 },
    });
  return { deployment, findings };
}

/** The document itself, or entries of a List (as `kubectl get -o yaml` prints), each with the path at which it is. */
function inDocument(data: unknown): { readonly object: Record<string, unknown>; readonly root: Path }[] {
  if (!isObject(data)) return [];
  const items = data.kind === 'List' && Array.isArray(data.items) ? data.items : [];
  const all = [
    { object: data as unknown, root: [] as Path },
    ...items.map((object, i) => ({ object, root: ['items', i] })),
  ];
  return all.flatMap(({ object, root }) =>
    isObject(object) && object.kind === 'FlinkDeployment' ? [{ object, root }] : [],
  );
}

function deploymentOf(object: Record<string, unknown>, placeOf: (path: Path) => Place, fault: Fault): FlinkDeployment {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const spec = isObject(object.spec) ? object.spec : {};
  const { flinkConfiguration } = spec;
  if (flinkConfiguration !== undefined && flinkConfiguration !== null && !isObject(flinkConfiguration))
    fault(
      'not-a-mapping',
      ['spec', 'flinkConfiguration'],
      'flinkConfiguration is no mapping, so that none of its ports is known.',
      'Write options as keys with values, as taskmanager.numberOfTaskSlots: "2".',
    );
  const settings = flatten(flinkConfiguration);
  const pathOf = (option: string): Path => ['spec', 'flinkConfiguration', ...(settings.get(option)?.path ?? [])];
  return {
    name: nameAt(metadata, 'name', fault) ?? '',
    namespace: nameAt(metadata, 'namespace', fault),
    mode: modeOf(spec.mode, fault),
    ...openPortsOf(settings, pathOf, fault),
    localPorts: localPortsOf(spec, fault),
    placeOf: (option) => (settings.has(option) ? placeOf(pathOf(option)) : undefined),
  };
}

/** Pods and policies get the name as (part of) theirs, and a label has it as its value (RFC 1123). */
function nameAt(metadata: Record<string, unknown>, field: 'name' | 'namespace', fault: Fault): string | undefined {
  const name = metadata[field];
  if (name === undefined || name === null) return undefined;
  if (typeof name === 'string' && /^[a-z0-9](?:[-a-z0-9.]{0,61}[a-z0-9])?$/.test(name)) return name;
  fault(
    'not-a-name',
    ['metadata', field],
    `The ${field} of the FlinkDeployment is no name that Kubernetes takes.`,
    'Write small letters, digits and dashes, 63 at most; a number in quotes.',
  );
  return undefined;
}

function modeOf(mode: unknown, fault: Fault): FlinkDeployment['mode'] {
  const known = modes.find((m) => m === (mode ?? 'native'));
  if (!known)
    fault(
      'not-a-mode',
      ['spec', 'mode'],
      'The mode of a FlinkDeployment is native or standalone.',
      'Correct it, or leave it out for native.',
    );
  return known ?? 'native';
}
