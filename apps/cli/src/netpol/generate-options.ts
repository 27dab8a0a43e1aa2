import { platformNames, profileNames } from '@headrace/netpol';
import { type Command, Option } from 'commander';
import { apiAddress, label, namespace, port, restCaller } from './parsers.ts';

/** The directions of default-deny. */
export const directions = ['ingress', 'egress', 'both'] as const;

/** The options that say which policies are generated, wherever they go. */
export function toGenerate(command: Command): Command {
  return toDescribe(
    command
      .addOption(profile('names and labels of the pods').makeOptionMandatory())
      .option(
        '-n, --namespace <name>',
        'namespace of Flink and Event Processing (default: that of the FlinkDeployment, or default)',
        namespace,
      ),
  );
}

export const profile = (description: string): Option =>
  new Option('--profile <name>', description).choices([...profileNames]);

/** The options that say what an installation is like. */
export function toDescribe(command: Command): Command {
  return command
    .option('--flink-operator-namespace <name>', 'namespace of the Flink operator, if it is another', namespace)
    .option('--flink-deployment <file>', 'read the ports from this FlinkDeployment')
    .option('--metrics-port <n>', 'allow Prometheus to scrape this port', port)
    .option('--scraper-label <key=value>', 'allow only pods with this label to scrape', label)
    .option('--scraper-namespace <name>', 'allow only pods of this namespace to scrape', namespace)
    .option(
      '--rest-from <who...>',
      'other callers of the Flink REST API, such as an ingress controller: a namespace, or a CIDR block',
      restCaller,
    )
    .option('--pin-ports', 'also allow the ports that previews, and jobs on several TaskManagers, need', false)
    .option('--egress', 'also generate egress policies', false)
    .option('--connections <file>', 'registered connections; each becomes an egress rule')
    .option(
      '--kubernetes-api <address...>',
      'addresses of the API server: of its Service and its endpoints (with the port, if it is not a usual one)',
      apiAddress,
    )
    .addOption(platform());
}

/** The platform against which advice is checked. */
export const platform = (): Option =>
  new Option('--platform <name>', 'network plugin or platform for which advice is given')
    .choices([...platformNames])
    .default('kubernetes');

/** The directions of default-deny; none by default. */
export const denyAll = (): Option =>
  new Option('--deny-all <direction>', 'also deny all other connections').choices([...directions]);
