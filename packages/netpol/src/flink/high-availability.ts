import { portOf } from '@headrace/topology';
import type { EgressTarget } from '../generate/egress-connection.ts';
import type { Path } from '../model/world.ts';
import type { Fault } from './described.ts';
import { readPortNumber } from './port-list.ts';
import type { FlinkSettings } from './settings.ts';
import { versionOf } from './version.ts';

/** High availability as the configuration has it. */
export interface HighAvailability {
  /** Whether a standby JobManager could take over: Flink then listens for RPC on `high-availability.jobmanager.port`. */
  readonly isOn: boolean;
  /** The ZooKeeper servers that JobManagers, TaskManagers and the Flink operator call; none with another kind of high availability. */
  readonly zooKeeper: readonly EgressTarget[];
  /** The option that names the servers. */
  readonly option?: string;
}

const quorumOption = 'high-availability.zookeeper.quorum';

/**
 * The names of an option, the newest first, with the Flink version from which on each is known. Flink reads older names too.
 * Source: HighAvailabilityOptions of Flink 2.3; `.type` came with FLINK-29372 in Flink 1.17
 */
const names = {
  type: [{ name: 'high-availability.type', since: 117 }, { name: 'high-availability' }, { name: 'recovery.mode' }],
  quorum: [{ name: quorumOption }, { name: 'recovery.zookeeper.quorum' }],
} as const satisfies Readonly<Record<string, readonly { readonly name: string; readonly since?: number }[]>>;

/**
 * Reads whether high availability is on and which ZooKeeper it uses. Any value but NONE and `standalone` switches it on: the kinds
 * of Flink, or the class of a factory.
 * Source: org.apache.flink.runtime.jobmanager.HighAvailabilityMode.fromConfig, Flink 2.3
 */
export function highAvailabilityOf(
  settings: FlinkSettings,
  flinkVersion: unknown,
  pathOf: (option: string) => Path,
  fault: Fault,
): HighAvailability {
  const type = settingOf(settings, 'type', flinkVersion);
  const mode = type?.text.toUpperCase() ?? 'NONE';
  const isOn = mode !== 'NONE' && mode !== 'STANDALONE';
  if (!type || (mode !== 'ZOOKEEPER' && !type.text.endsWith('.ZooKeeperHaServicesFactory')))
    return { isOn, zooKeeper: [] };
  const quorum = settingOf(settings, 'quorum', flinkVersion);
  if (quorum) return { isOn, zooKeeper: serversOf(quorum, pathOf, fault), option: quorum.name };
  fault(
    'no-quorum',
    pathOf(type.name),
    `${type.name} is ${type.text}, and ${quorumOption} does not say which servers: Flink does not start.`,
    `Set ${quorumOption} to host:port of each server, separated by commas.`,
  );
  return { isOn, zooKeeper: [] };
}

/** The value of the newest name that is set and that this version of Flink knows. */
function settingOf(settings: FlinkSettings, option: keyof typeof names, flinkVersion: unknown) {
  const version = versionOf(flinkVersion);
  for (const { name, ...more } of names[option]) {
    const text = settings.get(name)?.text;
    if (text !== undefined && (!('since' in more) || more.since <= version)) return { name, text };
  }
  return undefined;
}

/** `zk-0.zk:2181,zk-1.zk:2181/flink`: hosts with ports, and perhaps a path behind the last. */
function serversOf(
  { name, text }: { readonly name: string; readonly text: string },
  pathOf: (option: string) => Path,
  fault: Fault,
): EgressTarget[] {
  const [hosts = ''] = text.split('/');
  return hosts.split(',').flatMap((part): EgressTarget[] => {
    const [, inBrackets, plain, digits] = /^(?:(\[[\da-f:.]+\])|([\w.-]+))(?::(\d+))?$/i.exec(part.trim()) ?? [];
    const host = inBrackets ?? plain;
    const port = readPortNumber(digits ?? String(portOf('zookeeper')));
    const [range] = 'ranges' in port ? port.ranges : [];
    if (host !== undefined && range && range.start > 0) return [{ host, port: range.start }];
    fault(
      'not-a-server',
      pathOf(name),
      `${name} names '${part.trim().slice(0, 60)}', which is no server of ZooKeeper.`,
      'Write host:port of each server, separated by commas.',
    );
    return [];
  });
}
