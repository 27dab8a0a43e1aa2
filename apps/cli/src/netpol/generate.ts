import {
  type Finding,
  type GenerateOptions,
  generate as generateOf,
  type ProfileName,
  printJson,
  printYaml,
  readConnections,
  readFlinkDeployment,
  scraperPeer,
} from '@headrace/netpol';
import { CannotRun } from '../cannot-run.ts';
import type { FlinkRead } from './flink.ts';
import { fileAt, hasErrors, lineOf } from './read-path.ts';

export interface GenerateArguments {
  readonly profile: ProfileName;
  readonly namespace?: string;
  readonly flinkOperatorNamespace?: string;
  readonly flinkDeployment?: string;
  readonly metricsPort?: number;
  readonly scraperLabel?: { readonly key: string; readonly value: string };
  readonly scraperNamespace?: string;
  readonly pinPorts: boolean;
  readonly egress: boolean;
  readonly connections?: string;
  readonly kubernetesApi?: string[];
  readonly denyAll?: 'ingress' | 'egress' | 'both';
  readonly platform: 'kubernetes' | 'openshift';
  readonly output: 'yaml' | 'json';
}

/** `headrace netpol generate`: policies on standard output, allows before denies. Exit code 1 when a file had faults. */
export function generate(args: GenerateArguments): number {
  const findings: Finding[] = [];
  const flink = args.flinkDeployment === undefined ? undefined : readFlinkDeployment(fileAt(args.flinkDeployment));
  const options = optionsOf(args, flink, findings);
  const found = hasErrors(findings) ? undefined : generateOf(options);
  for (const finding of [...findings, ...(found?.findings ?? [])]) console.error(lineOf(finding));
  if (!found) return 1;
  process.stdout.write(args.output === 'json' ? printJson(found.policies) : printYaml(found));
  return 0;
}

/** What to generate for: the arguments, the files that they name, and the FlinkDeployment. Faults go to `findings`. */
export function optionsOf(
  args: Omit<GenerateArguments, 'output'>,
  flink: FlinkRead | undefined,
  findings: Finding[],
): GenerateOptions {
  if (args.connections !== undefined && !args.egress)
    throw new CannotRun('--connections is for egress policies: add --egress.');
  const connections = args.connections === undefined ? undefined : readConnections(fileAt(args.connections));
  findings.push(...(flink?.findings ?? []), ...(connections?.findings ?? []));
  const { profile, flinkOperatorNamespace, pinPorts, denyAll, platform, kubernetesApi } = args;
  return {
    profile,
    namespace: args.namespace ?? flink?.deployment?.namespace ?? 'default',
    pinPorts,
    platform,
    ...(flinkOperatorNamespace === undefined ? {} : { flinkOperatorNamespace }),
    ...(flink?.deployment ? { flinkDeployment: flink.deployment } : {}),
    ...metricsOf(args, flink),
    ...(args.egress
      ? { egress: { connections: connections?.connections ?? [], ...(kubernetesApi ? { kubernetesApi } : {}) } }
      : {}),
    ...(denyAll ? { denyAll } : {}),
  };
}

/** Who may scrape which port: anyone, unless the scraper is named. */
function metricsOf(
  args: Pick<GenerateArguments, 'metricsPort' | 'scraperLabel' | 'scraperNamespace'>,
  flink: FlinkRead | undefined,
) {
  const { metricsPort: port, scraperLabel: label, scraperNamespace: namespace } = args;
  const scraper = scraperPeer({
    ...(label ? { label } : {}),
    ...(namespace === undefined ? {} : { namespace }),
  });
  if (port === undefined && !scraper) return {};
  if (port === undefined && !flink?.deployment?.metrics.length)
    throw new CannotRun(
      'A scraper is named, and no port to scrape: add --metrics-port, or a --flink-deployment with a metrics reporter.',
    );
  return { metrics: { ...(port === undefined ? {} : { port }), ...(scraper ? { scraper } : {}) } };
}
