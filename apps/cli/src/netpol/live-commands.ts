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
    .description('try real connections between pods, and hold them against what the policies say')
    .addOption(
      new Option('-n, --namespace <name>', 'whose pods are used and called, and no others (several: name it again)')
        .argParser(namespaces)
        .default([], 'none'),
    )
    .addOption(
      new Option('--port <n>', 'try this port of every pod too (several: name it again)')
        .argParser(several(port))
        .default([], 'those that are declared'),
    )
    .addOption(new Option('-o, --output <format>', 'how it is printed').choices([...formats]).default('table'))
    .action((o) => ended(() => probe(o)));

  toGenerate(inCluster(netpol.command('apply')))
    .description('apply the policies of an installation, default-deny last; take it back when something needed fails')
    .addOption(
      new Option('--deny-all <direction>', 'what is denied in the end').choices([...directions]).makeOptionMandatory(),
    )
    .option(
      '--settle <seconds>',
      'how long policies may need to be enforced; connections are watched as long',
      seconds,
      10,
    )
    .action((o) => ended(() => apply(o)));
}

/** What such commands have in common. */
function inCluster(command: Command): Command {
  return command
    .requiredOption('--live', 'in a cluster: real pods')
    .option('--kubeconfig <file>', 'of the cluster (default: as for kubectl)')
    .option('--context <name>', 'of the kubeconfig (default: its current one)')
    .option('--timeout <seconds>', 'a connection not answered for so long is taken for blocked', seconds, 2)
    .option(
      '--probe-pod <image@digest>',
      'where a pod has no program to probe with, start one of this image beside it',
      imageByDigest,
    )
    .option('-y, --yes', 'begin without asking', false);
}
