import { effectiveFiles, effectiveSettings } from './effective-settings.ts';
import { faultsOf, wordsOf } from './faults.ts';
import { defaults, type Settings } from './settings.ts';

interface FileNames {
  readonly flinkDeployment?: string | undefined;
  readonly connections?: string | undefined;
}

/** The command that prints the same policies, for users who keep them in git; none while a setting has a fault. */
export function commandOf(settings: Settings, files: FileNames = {}, hasReporter = false): string | undefined {
  if (faultsOf(settings, hasReporter).length > 0) return undefined;
  const { profile, namespace, flinkOperatorNamespace, metricsPort, kubernetesApi, platform, denyAll, ...counting } =
    effectiveSettings(settings, hasReporter);
  const { flinkDeployment, connections } = effectiveFiles(files, settings);
  const api = wordsOf(kubernetesApi);
  const parts = [
    'headrace netpol generate',
    `--profile ${profile}`,
    namespace === defaults.namespace ? '' : `--namespace ${namespace}`,
    flinkOperatorNamespace === '' ? '' : `--flink-operator-namespace ${flinkOperatorNamespace}`,
    flinkDeployment === undefined ? '' : `--flink-deployment ${quoted(flinkDeployment)}`,
    metricsPort === '' ? '' : `--metrics-port ${metricsPort}`,
    counting.scraperLabel === '' ? '' : `--scraper-label ${quoted(counting.scraperLabel.trim())}`,
    counting.scraperNamespace === '' ? '' : `--scraper-namespace ${counting.scraperNamespace}`,
    counting.pinPorts ? '--pin-ports' : '',
    counting.egress ? '--egress' : '',
    connections === undefined ? '' : `--connections ${quoted(connections)}`,
    api.length === 0 ? '' : `--kubernetes-api ${api.map(quoted).join(' ')}`,
    denyAll === '' ? '' : `--deny-all ${denyAll}`,
    platform === defaults.platform ? '' : `--platform ${platform}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** A word quoted for a POSIX shell. */
const quoted = (word: string): string => (/^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
