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

/** Options that leave out of a list what nobody asked for. */
const focused = (command: Command): Command =>
  command
    .option('--from <name>', 'only what this workload, pod or Service calls')
    .option('--to <name>', 'only what calls this workload, pod or Service')
    .option('--port <port>', 'only this port, by its number or its name');

/** `headrace netpol …`: exit code 0 fine, 1 findings or denied, 2 it could not run, 3 unknown. */
export function registerNetpol(program: Command): void {
  const netpol = program.command('netpol').description('network policies: generate, list, explain, compare, review');
  const output = (...more: readonly string[]) =>
    new Option('-o, --output <format>', 'how it is printed').choices([...formats, ...more]).default('table');
  const onPath = (name: string, description: string, ...moreFormats: readonly string[]) =>
    netpol
      .command(name)
      .description(description)
      .option('-f, --filename <path...>', 'files and folders, as for kubectl (- is standard input)')
      .option('--live', 'of a cluster, which is only read', false)
      .option('--kubeconfig <file>', 'of the cluster (default: as for kubectl)')
      .option('--context <name>', 'of the kubeconfig (default: its current one)')
      .addOption(
        new Option(
          '-n, --namespace <name>',
          'of a cluster: read only this one (several: name it again); of files: that of objects which name none; list and matrix tell only its connections',
        )
          .argParser(namespaces)
          .default([], 'all, and default'),
      )
      .option('-A, --all-namespaces', 'of a cluster: read all, whatever --namespace says')
      .addOption(output(...moreFormats));

  toGenerate(netpol.command('generate'))
    .description('print the policies of an installation, each with its reason')
    .addOption(denyAll())
    .addOption(new Option('-o, --output <format>').choices(['yaml', 'json']).default('yaml'))
    .action((o) => ended(() => generate(o)));

  focused(onPath('list [path]', 'who may reach whom; -o svg draws it', 'svg')).action((path, o) =>
    ended(() => list(path, o)),
  );
  onPath('matrix [path]', 'who may reach whom as a matrix: what the page Network policies shows of files')
    .addOption(
      new Option('--what-if-deny <direction>', 'as it would be with default-deny in every namespace').choices([
        ...directions,
      ]),
    )
    .option('--search <text>', 'only workloads with this in their name, and whoever has to do with them')
    .action((path, o) => ended(() => matrix(path, o)));
  onPath('exposure [path]', 'what is open to anywhere').action((path, o) => ended(() => exposure(path, o)));
  onPath('explain [path]', 'why a connection is allowed or not, and what would allow it')
    .requiredOption(
      '--from <end>',
      'namespace/name or namespace/name[Kind] of a workload, pod or Service, or an address',
    )
    .requiredOption('--to <end>', 'namespace/name:port, or address:port; the port by its number or its name')
    .addOption(new Option('--protocol <name>', 'TCP, UDP or SCTP').argParser(protocol).default('TCP'))
    .addOption(platform())
    .action((path, o) => ended(() => explain(path, o)));
  toDescribe(
    onPath('review [path]', 'what is missing, too wide, or would break under default-deny', 'sarif').addOption(
      profile('an installation that should be there, as generate would make it with the options below'),
    ),
  )
    .addOption(denyAll())
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices([...severities])
        .default('warning'),
    )
    .action((path, o) => ended(() => review(path, o)));
  onPath(
    'diff [paths...]',
    'what a change opens and closes: before and after, or --live and what would be applied',
  ).action((paths: string[], o) => ended(() => diff(paths, o)));
  registerLive(netpol);
  addHelp(netpol);
}
