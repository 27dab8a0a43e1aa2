import { profileNames, protocols } from '@headrace/netpol';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CannotRun } from '../cannot-run.ts';
import { diff } from './diff.ts';
import { explain } from './explain.ts';
import { exposure } from './exposure.ts';
import { generate } from './generate.ts';
import { list } from './list.ts';
import { formats } from './output.ts';
import { review } from './review.ts';

/** `headrace netpol …`: exit code 0 fine, 1 findings or denied, 2 it could not run. */
export function registerNetpol(program: Command): void {
  const netpol = program.command('netpol').description('network policies: generate, list, explain, compare, review');
  const output = () => new Option('-o, --output <format>', 'how it is printed').choices([...formats]).default('table');
  const onPath = (name: string, description: string) =>
    netpol
      .command(name)
      .description(description)
      .option('-n, --namespace <name>', 'of objects that name none', 'default')
      .addOption(output());

  netpol
    .command('generate')
    .description('print the policies of an installation, each with its reason')
    .addOption(
      new Option('--profile <name>', 'whose names and labels').choices([...profileNames]).makeOptionMandatory(),
    )
    .option('-n, --namespace <name>', "of Flink and Event Processing (default: the FlinkDeployment's, or default)")
    .option('--flink-operator-namespace <name>', 'when the Flink operator runs elsewhere')
    .option('--flink-deployment <file>', 'a FlinkDeployment, whose ports are taken')
    .option('--metrics-port <n>', 'open this port for Prometheus', port)
    .option('--pin-ports', 'also open what jobs over several TaskManagers and previews need', false)
    .option('--egress', 'policies for what goes out too', false)
    .option('--connections <file>', 'registered connections, one egress rule each')
    .option('--kubernetes-api <address...>', 'addresses of the API server: of its Service and of its endpoints')
    .addOption(new Option('--deny-all <direction>', 'deny everything else').choices(['ingress', 'egress', 'both']))
    .addOption(new Option('--platform <name>').choices(['kubernetes', 'openshift']).default('kubernetes'))
    .addOption(new Option('-o, --output <format>').choices(['yaml', 'json']).default('yaml'))
    .action((o) => ended(() => generate(o)));

  onPath('list <path>', 'who may reach whom').action((path: string, o) => ended(() => list(path, o)));
  onPath('exposure <path>', 'what is open to anywhere').action((path: string, o) => ended(() => exposure(path, o)));
  onPath('explain <path>', 'why a connection is allowed or not, and what would allow it')
    .requiredOption('--from <end>', 'namespace/name of a workload, or an address')
    .requiredOption('--to <end>', 'namespace/name:port, or address:port')
    .addOption(new Option('--protocol <name>').choices([...protocols]).default('TCP'))
    .action((path: string, o) => ended(() => explain(path, o)));
  onPath('review <path>', 'what is missing, too wide, or would break under default-deny')
    .addOption(new Option('--profile <name>', 'an installation that should be there').choices([...profileNames]))
    .option('--flink-operator-namespace <name>', 'when the Flink operator runs elsewhere')
    .option('--flink-deployment <file>', 'a FlinkDeployment, whose ports must match')
    .option('--pin-ports', 'the installation pins ports for jobs over several TaskManagers', false)
    .action((path: string, o) => ended(() => review(path, o)));
  onPath('diff <before> <after>', 'what a change opens and closes').action((before: string, after: string, o) =>
    ended(() => diff(before, after, o)),
  );
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('Write a port from 1 to 65535.');
  return number;
}

function ended(work: () => number): void {
  try {
    process.exitCode = work();
  } catch (e) {
    if (!(e instanceof CannotRun)) throw e;
    console.error(e.message);
    process.exitCode = 2;
  }
}
