import type { Finding } from '../model/diagnostic.ts';
import type { Path, Place } from '../model/world.ts';
import type { PortRange } from '../ports/port-set.ts';
import { isObject } from '../read/report.ts';
import { type Exposed, exposedBy } from './exposed.ts';
import { type HighAvailability, highAvailabilityOf } from './high-availability.ts';
import type { FlinkResource } from './kinds.ts';
import { localPortsOf } from './local-ports.ts';
import { type OpenPorts, openPortsOf } from './open-ports.ts';
import { flatten } from './settings.ts';
import { versionOf } from './version.ts';

/** How the operator runs a cluster, and labels its pods (`spec.mode`). */
const modes = ['native', 'standalone'] as const;

/** What a FlinkDeployment says of its ports. */
export interface FlinkDeployment extends OpenPorts {
  /** Empty where it has none yet. */
  readonly name: string;
  /** Names of its Flink clusters: its own, or those of the two children of a FlinkBlueGreenDeployment. */
  readonly clusters: readonly string[];
  readonly namespace: string | undefined;
  readonly mode: (typeof modes)[number];
  /** `net.ipv4.ip_local_port_range` of the pod templates, if one sets it. */
  readonly localPorts: PortRange | undefined;
  readonly highAvailability: HighAvailability & { readonly place?: Place };
  /** What makes the REST API of the JobManager reachable from outside, with its place. */
  readonly exposed: readonly (Exposed & { readonly place: Place })[];
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

/** What an object says that is a FlinkDeployment. What makes no sense in it is a fault, and read as if it were left out. */
export function deploymentOf(
  { object, clustersOf }: Pick<FlinkResource, 'object' | 'clustersOf'>,
  placeOf: (path: Path) => Place,
  fault: Fault,
): FlinkDeployment {
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
  const name = nameAt(metadata, 'name', fault) ?? '';
  const { option, ...highAvailability } = highAvailabilityOf(settings, spec.flinkVersion, pathOf, fault);
  return {
    name,
    clusters: clustersOf(name),
    namespace: nameAt(metadata, 'namespace', fault),
    mode: modeOf(spec.mode, fault),
    ...openPortsOf(
      settings,
      { isHighlyAvailable: highAvailability.isOn, version: versionOf(spec.flinkVersion) },
      pathOf,
      fault,
    ),
    localPorts: localPortsOf(spec, fault),
    highAvailability: { ...highAvailability, ...(option === undefined ? {} : { place: placeOf(pathOf(option)) }) },
    exposed: exposedBy(spec, settings, pathOf).map((one) => ({ ...one, place: placeOf(one.path) })),
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
