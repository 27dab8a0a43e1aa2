import {
  type Finding,
  type GenerateOptions,
  type Peer,
  type PlatformName,
  type ProfileName,
  readConnections,
  scraperPeer,
} from '@headrace/netpol';
import { UserError } from '@headrace/text';
import type { FlinkRead } from './flink.ts';
import type { Live } from './live.ts';
import { fileAt } from './read-path.ts';

/** What an installation is like, as the options of `toDescribe` say it. */
export interface InstallationArguments {
  readonly namespace?: string;
  readonly flinkOperatorNamespace?: string;
  readonly flinkDeployment?: string;
  readonly metricsPort?: number;
  readonly scraperLabel?: { readonly key: string; readonly value: string };
  readonly scraperNamespace?: string;
  readonly restFrom?: readonly Peer[];
  readonly pinPorts: boolean;
  readonly egress: boolean;
  readonly connections?: string;
  readonly kubernetesApi?: readonly string[];
  readonly denyAll?: 'ingress' | 'egress' | 'both';
  readonly platform: PlatformName;
}

/** What to generate for: the arguments, the files that they name, and the FlinkDeployment. Faults go to `findings`. */
export function optionsOf(
  args: InstallationArguments & { readonly profile: ProfileName },
  flink: FlinkRead | undefined,
  findings: Finding[],
): GenerateOptions {
  if (args.connections !== undefined && !args.egress)
    throw new UserError('--connections is for egress policies: add --egress.');
  if (args.kubernetesApi !== undefined && !args.egress)
    throw new UserError('--kubernetes-api is for egress policies: add --egress.');
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
    ...(args.restFrom ? { restCallers: args.restFrom } : {}),
    ...(args.egress
      ? { egress: { connections: connections?.connections ?? [], ...(kubernetesApi ? { kubernetesApi } : {}) } }
      : {}),
    ...(denyAll ? { denyAll } : {}),
  };
}

/** Who may scrape which port: anyone, unless the scraper is named. */
function metricsOf(
  args: Pick<InstallationArguments, 'metricsPort' | 'scraperLabel' | 'scraperNamespace'>,
  flink: FlinkRead | undefined,
) {
  const { metricsPort: port, scraperLabel: label, scraperNamespace: namespace } = args;
  const scraper = scraperPeer({
    ...(label ? { label } : {}),
    ...(namespace === undefined ? {} : { namespace }),
  });
  if (port === undefined && !scraper) return {};
  if (port === undefined && !flink?.deployment?.metrics.length)
    throw new UserError(
      'A scraper is named, and no port to scrape: add --metrics-port, or a --flink-deployment with a metrics reporter.',
    );
  return { metrics: { ...(port === undefined ? {} : { port }), ...(scraper ? { scraper } : {}) } };
}

/** The addresses of the API server that egress policies name: those given, else those that the cluster says. */
export async function apiOf(
  { egress, kubernetesApi }: Pick<InstallationArguments, 'egress' | 'kubernetesApi'>,
  { cluster, readKubernetesApi }: Pick<Live, 'cluster' | 'readKubernetesApi'>,
): Promise<{ kubernetesApi?: readonly string[] }> {
  const found = kubernetesApi ?? (egress ? await readKubernetesApi(cluster) : undefined);
  return found ? { kubernetesApi: found } : {};
}
