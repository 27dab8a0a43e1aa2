import { type Command, Option } from 'commander';
import { ended } from '../ended.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { exposure } from './exposure.ts';
import { generate } from './generate.ts';
import { denyAll, directions, platform, profile, toDescribe, toGenerate } from './generate-options.ts';
import { addHelp } from './help.ts';
import { list } from './list.ts';
import { registerLive } from './live-commands.ts';
import { matrix } from './matrix.ts';
import { formats } from './output.ts';
import { namespaces, protocol } from './parsers.ts';
import { review, severities } from './review.ts';

/** Options that restrict a list to some connections. */
const focused = (command: Command): Command =>
  command
    .option('--from <name>', 'only connections from this workload, pod or Service')
    .option('--to <name>', 'only connections to this workload, pod or Service')
    .option('--port <port>', 'only connections to this port, by number or name');

/** Adds `headrace netpol`. Exit codes: 0 for no findings, 1 for findings or denied, 2 if it could not run, 3 for unknown. */
export function registerNetpol(program: Command): void {
  const netpol = program
    .command('netpol')
    .description('generate, list, explain, compare, review, probe and apply network policies');
  const output = (...more: readonly string[]) =>
    new Option('-o, --output <format>', 'output format').choices([...formats, ...more]).default('table');
  const onPath = (name: string, description: string, ...moreFormats: readonly string[]) =>
    netpol
      .command(name)
      .description(description)
      .option('-f, --filename <path...>', 'files and folders to read, as with kubectl (- is standard input)')
      .option('--live', 'read a cluster instead of files; nothing in it is changed', false)
      .option('--kubeconfig <file>', 'kubeconfig file (default: as with kubectl)')
      .option('--context <name>', 'context of the kubeconfig (default: the current one)')
      .addOption(
        new Option(
          '-n, --namespace <name>',
          'with --live: read only this namespace (repeatable); with files: the namespace of objects without one. list and matrix show only its connections',
        )
          .argParser(namespaces)
          .default([], 'all, or default for files'),
      )
      .option('-A, --all-namespaces', 'with --live: read all namespaces, regardless of --namespace')
      .addOption(output(...moreFormats));

  toGenerate(netpol.command('generate'))
    .description('print least-privilege policies for an installation, with the reason of each rule')
    .addOption(denyAll())
    .addOption(new Option('-o, --output <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .action((o) => ended(() => generate(o)));

  focused(onPath('list [path]', 'list which workloads may reach each other; -o svg draws them', 'svg')).action(
    (path, o) => ended(() => list(path, o)),
  );
  onPath('matrix [path]', 'print the connections as a matrix, as the page Network policies shows them')
    .addOption(
      new Option('--what-if-deny <direction>', 'evaluate as if every namespace had default-deny').choices([
        ...directions,
      ]),
    )
    .option('--search <text>', 'only workloads whose name contains this text, and their connections')
    .action((path, o) => ended(() => matrix(path, o)));
  onPath('exposure [path]', 'list ports that are open to everywhere').action((path, o) =>
    ended(() => exposure(path, o)),
  );
  onPath('explain [path]', 'explain why a connection is allowed or denied, and which rule would allow it')
    .requiredOption(
      '--from <end>',
      'namespace/name or namespace/name[Kind] of a workload, pod or Service, or an address',
    )
    .requiredOption('--to <end>', 'namespace/name:port, or address:port; the port by number or name')
    .addOption(new Option('--protocol <name>', 'TCP, UDP or SCTP').argParser(protocol).default('TCP'))
    .addOption(platform())
    .action((path, o) => ended(() => explain(path, o)));
  toDescribe(
    onPath(
      'review [path]',
      'report connections that are missing, too wide, or would break under default-deny',
      'sarif',
    ).addOption(profile('the profile of an expected installation, as for generate; the options below describe it')),
  )
    .addOption(denyAll())
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 for findings of this severity or above')
        .choices([...severities])
        .default('warning'),
    )
    .action((path, o) => ended(() => review(path, o)));
  onPath(
    'diff [paths...]',
    'compare two sets of files, or a cluster (--live) and files to apply: which connections are opened and closed',
  ).action((paths: string[], o) => ended(() => diff(paths, o)));
  registerLive(netpol);
  addHelp(netpol);
}
