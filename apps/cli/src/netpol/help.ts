import type { Command } from 'commander';

/** The part of `--help` below the options of a command. */
interface Help {
  /** Arguments after `headrace netpol`, or a whole command line. */
  readonly examples: readonly string[];
  readonly exitCodes: Readonly<Record<0 | 1 | 2, string> & { 3?: string }>;
}

const cannotRun = 'the command could not run: no input, a cluster that does not answer, an invalid option';
const unknown = 'unknown: the input lacks an address or a label that decides it';
const partly = 'or some input could not be read';

const helps: Readonly<Record<string, Help>> = {
  generate: {
    examples: [
      'generate --profile headrace -n streams --deny-all both --egress --connections connections.yaml',
      'generate --profile apache-flink --flink-deployment orders.yaml | kubectl apply -f -',
    ],
    exitCodes: { 0: 'the policies were printed', 1: 'a named file has errors', 2: cannotRun },
  },
  list: {
    examples: [
      'list ./cluster',
      'list -f pods.yaml -f policies.yaml -o json',
      'list --live -A',
      'list ./cluster --to shop/api --port http',
      'list ./cluster -o svg > who.svg',
      'helm template ./chart | headrace netpol list -',
    ],
    exitCodes: { 0: 'all input was read', 1: 'some input could not be read', 2: cannotRun },
  },
  matrix: {
    examples: ['matrix ./cluster -n shop', 'matrix ./cluster --what-if-deny ingress -o markdown'],
    exitCodes: { 0: 'all input was read', 1: 'some input could not be read', 2: cannotRun },
  },
  exposure: {
    examples: ['exposure ./cluster', 'exposure --live -n shop -o json'],
    exitCodes: { 0: 'nothing is open to everywhere', 1: `something is, ${partly}`, 2: cannotRun },
  },
  explain: {
    examples: [
      'explain ./cluster --from shop/web --to shop/api:8080',
      'explain --live -n shop --from shop/web --to kube-system/coredns:53 --protocol udp',
      'explain ./cluster --from 203.0.113.7 --to shop/web[Deployment]:443',
    ],
    exitCodes: { 0: 'the connection is allowed', 1: `it is not, ${partly}`, 2: cannotRun, 3: unknown },
  },
  review: {
    examples: [
      'review ./cluster',
      'review --live -n streams --profile headrace --egress --connections connections.yaml',
      'kubectl kustomize overlays/prod | headrace netpol review -',
    ],
    exitCodes: {
      0: 'no findings, or only less severe ones',
      1: `findings of the severity of --fail-on or above, ${partly}`,
      2: cannotRun,
    },
  },
  diff: {
    examples: ['diff ./before ./after', 'diff --live -n shop change.yaml'],
    exitCodes: {
      0: 'no connection changes',
      1: `connections are opened or closed, ${partly}`,
      2: cannotRun,
      3: unknown,
    },
  },
  probe: {
    examples: ['probe --live -n shop', 'probe --live -n shop --port 8080 --yes -o json'],
    exitCodes: { 0: 'all connections match the policies', 1: 'some do not', 2: cannotRun },
  },
  apply: {
    examples: ['apply --live --profile headrace -n streams --deny-all ingress'],
    exitCodes: {
      0: 'the policies are applied, and all needed connections succeed',
      1: 'needed connections would fail, or failed and all changes were rolled back; or the cluster does not enforce policies',
      2: 'the command could not run, or a rollback failed',
    },
  },
};

/** Adds examples and exit codes to the help of each command. */
export function addHelp(netpol: Command): void {
  for (const command of netpol.commands) {
    const help = helps[command.name()];
    if (help) command.addHelpText('after', textOf(help));
  }
}

function textOf({ examples, exitCodes }: Help): string {
  const lines = examples.map((example) => (example.includes(' headrace ') ? example : `headrace netpol ${example}`));
  const codes = Object.entries(exitCodes).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}\nExit codes:\n${codes.join('\n')}`;
}
