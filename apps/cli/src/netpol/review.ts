import {
  type Finding,
  type GenerateOptions,
  type ProfileName,
  type ReadWorld,
  review as reviewOf,
} from '@headrace/netpol';
import { CannotRun } from '../cannot-run.ts';
import { print, printAsJson, printAsYaml } from '../terminal.ts';
import { flinkIn, flinkOf } from './flink.ts';
import { apiOf, type InstallationArguments, optionsOf } from './installation.ts';
import type { PrintOptions } from './list.ts';
import { connect } from './live.ts';
import { lineOf } from './read-path.ts';
import { readQuietly } from './source.ts';

export interface ReviewOptions extends PrintOptions, Omit<InstallationArguments, 'namespace'> {
  readonly profile?: ProfileName;
}

/** `headrace netpol review`: what is missing, too wide, about to break, written at a risk, or cannot be read. Exit code 1: findings. */
export async function review(path: string | undefined, options: ReviewOptions): Promise<number> {
  const faults: Finding[] = [];
  const { read } = await readQuietly(path, options);
  const installation = await installationOf(options, read, faults);
  const findings = eachOnce([...faults, ...read.findings, ...reviewOf(read.world, installation, options.platform)]);
  if (options.output === 'json') printAsJson(findings, 2);
  else if (options.output === 'yaml') printAsYaml(findings);
  else if (options.output === 'markdown') print(findings.map((f) => `- ${lineOf(f)}\n`).join(''));
  else print(findings.map((f) => `${lineOf(f)}\n`).join(''));
  return findings.some((f) => f.severity !== 'info') ? 1 : 0;
}

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

/** @throws CannotRun where something is said of an installation and not which it is: it would be looked over */
function withoutProfile(options: ReviewOptions): undefined {
  const said = Object.entries(describing).find(([name]) => options[name as keyof typeof describing]);
  if (said) throw new CannotRun(`${said[1]} says what an installation is like: name it with --profile too.`);
  return undefined;
}
