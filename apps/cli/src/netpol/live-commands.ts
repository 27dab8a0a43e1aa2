import { type Command, Option } from 'commander';
import { ended } from '../ended.ts';
import { apply } from './apply.ts';
import { directions, toGenerate } from './generate-options.ts';
import { formats } from './output.ts';
import { imageByDigest, namespaces, port, seconds, several } from './parsers.ts';
import { probe } from './probe.ts';

/** Commands that do something in a cluster: they ask first, and clean up after themselves. */
export function registerLive(netpol: Command): void {
  inCluster(netpol.command('probe'))
    .description('open real connections between pods, and compare the results with the policies')
    .addOption(
      new Option('-n, --namespace <name>', 'connect only from and to pods of this namespace (repeatable)')
        .argParser(namespaces)
        .default([], 'none'),
    )
    .addOption(
      new Option('--port <n>', 'also try this port of every pod (repeatable)')
        .argParser(several(port))
        .default([], 'declared ports'),
    )
    .addOption(new Option('-o, --output <format>', 'output format').choices([...formats]).default('table'))
    .action((o) => ended(() => probe(o)));

  toGenerate(inCluster(netpol.command('apply')))
    .description('apply the policies of an installation, default-deny last; roll back if a needed connection fails')
    .addOption(
      new Option('--deny-all <direction>', 'direction of default-deny').choices([...directions]).makeOptionMandatory(),
    )
    .option('--settle <seconds>', 'how long enforcement may take; connections are watched for as long', seconds, 10)
    .action((o) => ended(() => apply(o)));
}

/** What such commands have in common. */
function inCluster(command: Command): Command {
  return command
    .requiredOption('--live', 'in a cluster: real pods')
    .option('--kubeconfig <file>', 'kubeconfig file (default: as with kubectl)')
    .option('--context <name>', 'context of the kubeconfig (default: the current one)')
    .option('--timeout <seconds>', 'treat a connection without an answer within this time as blocked', seconds, 2)
    .option(
      '--probe-pod <image@digest>',
      'start a pod of this image beside each pod that has no program to probe with',
      imageByDigest,
    )
    .option('-y, --yes', 'do not ask for confirmation', false);
}
