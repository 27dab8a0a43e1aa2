import {
  type Finding,
  type GenerateOptions,
  gather,
  type ProfileName,
  type ReadWorld,
  review as reviewOf,
  sarifOf,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';
import manifest from '../../package.json' with { type: 'json' };
import { print, printAsJson, printAsYaml } from '../terminal.ts';
import { flinkIn, flinkOf } from './flink.ts';
import { apiOf, type InstallationArguments, optionsOf } from './installation.ts';
import { connect } from './live.ts';
import type { PrintOptions } from './output.ts';
import { hasErrors, lineOf } from './read-path.ts';
import { readQuietly, requireObjects, sayFindings } from './source.ts';

export interface ReviewOptions extends Omit<PrintOptions, 'output'>, Omit<InstallationArguments, 'namespace'> {
  readonly output: PrintOptions['output'] | 'sarif';
  readonly profile?: ProfileName;
  readonly failOn: Finding['severity'];
}

/** Severities, the gravest first. */
export const severities = ['error', 'warning', 'info'] as const satisfies readonly Finding['severity'][];

/**
 * `headrace netpol review`: what is missing, too wide, about to break, written at a risk, or cannot be read. Exit code 1: findings as grave
 * as `--fail-on` says.
 */
export async function review(path: string | undefined, options: ReviewOptions): Promise<number> {
  const faults: Finding[] = [];
  const source = await readQuietly(path, options);
  const { read } = source;
  // Where nothing is judged there is no report to list them in.
  if (read.world.workloads.length + read.world.policies.length === 0 && !hasErrors(read.findings)) sayFindings(read);
  // Files that cannot be read are findings of the review.
  if (!hasErrors(source.read.findings)) requireObjects(options, source);
  const installation = await installationOf(options, read, faults);
  const findings = eachOnce([...faults, ...read.findings, ...reviewOf(read.world, installation, options.platform)]);
  const inWords = gather(findings);
  const lookedAt = sentenceOf(read.world, findings);
  if (options.output === 'json') printAsJson(findings, 2);
  else if (options.output === 'yaml') printAsYaml(findings);
  else if (options.output === 'sarif') {
    // Only this output needs the texts.
    const { reviewCodes } = await import('@headrace/netpol/codes');
    printAsJson(sarifOf(findings, manifest.version, reviewCodes), 2);
  } else if (options.output === 'markdown')
    print([...inWords.map((f) => `- ${lineOf(f)}`), '', lookedAt, ''].join('\n'));
  else print([...inWords.map(lineOf), lookedAt, ''].join('\n'));
  const grave = severities.slice(0, severities.indexOf(options.failOn) + 1);
  return findings.some((f) => grave.includes(f.severity)) ? 1 : 0;
}

/** How much was looked at, and what was found: said also when all is well. */
function sentenceOf({ workloads, policies, namespaces }: ReadWorld['world'], findings: readonly Finding[]): string {
  const names = new Set([
    ...namespaces.map((n) => n.name),
    ...workloads.map((w) => w.namespace),
    ...policies.map(({ policy }) => policy.metadata.namespace),
  ]);
  const what = [
    counted(policies.length, 'policy', 'policies'),
    counted(workloads.length, 'workload', 'workloads'),
  ].join(' and ');
  const found = severities.map((severity) => findings.filter((f) => f.severity === severity).length);
  const [errors = 0, warnings = 0, notes = 0] = found;
  const sum = [
    counted(errors, 'error', 'errors'),
    counted(warnings, 'warning', 'warnings'),
    counted(notes, 'note', 'notes'),
  ];
  return `Looked at ${what} in ${counted(names.size, 'namespace', 'namespaces')}: ${findings.length === 0 ? 'nothing found' : sum.join(', ')}.`;
}

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** A FlinkDeployment among the files is read for its pods and for the installation: what is wrong in it is said once. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** The installation that should be there, when its profile is named; what is read says its ports and more by itself. */
async function installationOf(
  options: ReviewOptions,
  { flinkDeployments }: ReadWorld,
  faults: Finding[],
): Promise<GenerateOptions | undefined> {
  const { profile, live, namespace: namespaces, ...described } = options;
  if (profile === undefined) return withoutProfile(options);
  const flink = (await flinkOf(options)) ?? flinkIn(flinkDeployments, namespaces[0]);
  const api = live ? await apiOf(options, await connect(options)) : {};
  const [namespace] = namespaces;
  const args = { ...described, profile, ...api, ...(namespace === undefined ? {} : { namespace }) };
  return optionsOf(args, flink, faults);
}

const describing = {
  flinkOperatorNamespace: '--flink-operator-namespace',
  flinkDeployment: '--flink-deployment',
  metricsPort: '--metrics-port',
  scraperLabel: '--scraper-label',
  scraperNamespace: '--scraper-namespace',
  restFrom: '--rest-from',
  pinPorts: '--pin-ports',
  egress: '--egress',
  connections: '--connections',
  kubernetesApi: '--kubernetes-api',
  denyAll: '--deny-all',
} as const satisfies Partial<Record<keyof ReviewOptions, string>>;

/** @throws UserError where something is said of an installation and not which it is: it would be looked over */
function withoutProfile(options: ReviewOptions): undefined {
  const said = Object.entries(describing).find(([name]) => options[name as keyof typeof describing]);
  if (said) throw new UserError(`${said[1]} says what an installation is like: name it with --profile too.`);
  return undefined;
}
