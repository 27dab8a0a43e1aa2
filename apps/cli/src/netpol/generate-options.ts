import { platformNames, profileNames } from '@headrace/netpol';
import { type Command, Option } from 'commander';
import { apiAddress, label, namespace, port, restCaller } from './parsers.ts';

/** What default-deny is about. */
export const directions = ['ingress', 'egress', 'both'] as const;

/** The options that say which policies are generated, wherever they go. */
export function toGenerate(command: Command): Command {
  return toDescribe(
    command
      .addOption(profile('whose names and labels').makeOptionMandatory())
      .option(
        '-n, --namespace <name>',
        "of Flink and Event Processing (default: the FlinkDeployment's, or default)",
        namespace,
      ),
  );
}

export const profile = (description: string): Option =>
  new Option('--profile <name>', description).choices([...profileNames]);

/** The options that say what an installation is like. */
export function toDescribe(command: Command): Command {
  return command
    .option('--flink-operator-namespace <name>', 'when the Flink operator runs elsewhere', namespace)
    .option('--flink-deployment <file>', 'a FlinkDeployment, whose ports are taken')
    .option('--metrics-port <n>', 'open this port for Prometheus', port)
    .option('--scraper-label <key=value>', 'a label of the pods of Prometheus, which alone may scrape', label)
    .option('--scraper-namespace <name>', 'the namespace of Prometheus, which alone may scrape', namespace)
    .option(
      '--rest-from <who...>',
      'others who may call the REST API of Flink, as an ingress controller: a namespace, or a block of addresses',
      restCaller,
    )
    .option('--pin-ports', 'also open what jobs over several TaskManagers and previews need', false)
    .option('--egress', 'policies for what goes out too', false)
    .option('--connections <file>', 'registered connections, one egress rule each')
    .option(
      '--kubernetes-api <address...>',
      'addresses of the API server: of its Service and of its endpoints (with its port where it is no usual one)',
      apiAddress,
    )
    .addOption(platform());
}

/** Whose handling of policies advice is checked against. */
export const platform = (): Option =>
  new Option('--platform <name>', 'the network plugin or platform that advice must fit')
    .choices([...platformNames])
    .default('kubernetes');

/** In which directions everything else is denied; in none unless it is asked for. */
export const denyAll = (): Option =>
  new Option('--deny-all <direction>', 'deny everything else').choices([...directions]);
