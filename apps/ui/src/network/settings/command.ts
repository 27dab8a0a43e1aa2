import { faultsOf } from './options.ts';
import { defaults, type Settings } from './settings.ts';

interface FileNames {
  readonly flinkDeployment?: string | undefined;
  readonly connections?: string | undefined;
}

/** The command that prints the same policies, for those who keep them in git; none while a setting makes no sense. */
export function commandOf(settings: Settings, files: FileNames = {}): string | undefined {
  if (faultsOf(settings).length > 0) return undefined;
  const { profile, namespace, flinkOperatorNamespace, metricsPort, kubernetesApi, platform, denyAll } = settings;
  const parts = [
    'headrace netpol generate',
    `--profile ${profile}`,
    namespace === defaults.namespace ? '' : `--namespace ${namespace}`,
    flinkOperatorNamespace === '' ? '' : `--flink-operator-namespace ${flinkOperatorNamespace}`,
    files.flinkDeployment === undefined ? '' : `--flink-deployment ${quoted(files.flinkDeployment)}`,
    metricsPort === '' ? '' : `--metrics-port ${metricsPort}`,
    settings.scraperLabel === '' ? '' : `--scraper-label ${settings.scraperLabel.trim()}`,
    settings.scraperNamespace === '' ? '' : `--scraper-namespace ${settings.scraperNamespace}`,
    settings.pinPorts ? '--pin-ports' : '',
    settings.egress ? '--egress' : '',
    settings.egress && files.connections !== undefined ? `--connections ${quoted(files.connections)}` : '',
    settings.egress && kubernetesApi.trim() !== ''
      ? `--kubernetes-api ${kubernetesApi
          .trim()
          .split(/[\s,]+/)
          .join(' ')}`
      : '',
    denyAll === '' ? '' : `--deny-all ${denyAll}`,
    platform === defaults.platform ? '' : `--platform ${platform}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** A file's name as a shell takes it. */
const quoted = (name: string): string => (/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`);
