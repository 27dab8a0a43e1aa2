import { type Generated, type GenerateOptions, type ProfileName, printYaml } from '@headrace/netpol';
import { testEngineHome } from '../support/engine.ts';
import type { Host } from '../support/network/host.ts';
import { createNetwork, type Network } from '../support/network/network.ts';
import type { Scene } from './effects.ts';
import { startBroker } from './flink/broker.ts';
import { Cluster } from './flink/cluster.ts';
import { endsOfLogs } from './flink/process.ts';
import { compileUserJar } from './flink/user-jar/compile.ts';
import { Enforcement } from './installation/enforcement.ts';
import { hostsOf } from './installation/pods.ts';
import { addressesIn, generated } from './installation/policies.ts';

/** A network with real Flink on it under generated policies. */
export interface Stage extends Scene {
  readonly network: Network;
  /** The policies that `generate` gives for a profile here. */
  policies(profile: ProfileName): Generated;
  /** Policies as printed, ready to be put in force. */
  enforcement(profile: ProfileName, policies?: Generated): Enforcement;
  close(): Promise<void>;
}

interface StageOptions {
  /** Profiles whose pods are needed; Flink starts under the first. */
  readonly profiles: readonly [ProfileName, ...ProfileName[]];
  /** What is asked of `generate` beyond the usual. */
  readonly more?: Partial<GenerateOptions>;
  readonly kafka: boolean;
}

/** Makes the network, puts the policies in force, and starts Flink with the settings that they ask for. */
export async function openStage({ profiles, more = {}, kafka }: StageOptions): Promise<Stage> {
  const home = await testEngineHome();
  const network = await createNetwork(hostsOf(...profiles));
  const host = (name: string): Host => {
    const found = network.hosts.get(name);
    if (!found) throw new Error(`there is no host ${name}`);
    return found;
  };
  const policies = (profile: ProfileName) => generated(profile, addressesIn(network), more);
  const enforcement = (profile: ProfileName, all = policies(profile)) =>
    new Enforcement(network, profile, printYaml(all));
  try {
    const [first] = profiles;
    await enforcement(first).apply();
    const hosts = {
      jobManager: host('jobmanager'),
      taskManagers: [host('taskmanager-1'), host('taskmanager-2')],
      // The published set knows no pod of its own for it: Event Processing brings it.
      sqlGateway: host(first === 'ibm-event-automation' ? 'backend' : 'sql-gateway'),
    };
    const cluster = new Cluster(home, network.folder, hosts, policies(first).settings);
    const [userJar] = await Promise.all([
      compileUserJar(home, network.folder),
      cluster.start(),
      ...(kafka ? [startBroker(home, network.folder, host('kafka'))] : []),
    ]);
    return { network, host, cluster, userJar, policies, enforcement, close: () => network.close() };
  } catch (error) {
    const logs = endsOfLogs(network.folder);
    await network.close();
    throw new Error(`Flink did not start: ${(error as Error).message}\n${logs}`);
  }
}
