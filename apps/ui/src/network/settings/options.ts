import {
  type EgressConnection,
  type FlinkDeployment,
  type GenerateOptions,
  labelOf,
  parseApiAddress,
  scraperPeer,
} from '@headrace/netpol';
import type { Settings } from './settings.ts';

/** What files say beside the settings; they are never in the address. */
export interface FromFiles {
  readonly flinkDeployment?: FlinkDeployment | undefined;
  readonly connections?: readonly EgressConnection[] | undefined;
}

/** A setting that makes no sense, and what to write. */
export interface SettingFault {
  readonly setting: keyof Settings;
  readonly sentence: string;
}

/** What is wrong with settings that were typed; the others are used as they are. */
export function faultsOf(settings: Settings): SettingFault[] {
  const faults: SettingFault[] = [];
  const check = (setting: keyof Settings, holds: boolean, sentence: string) => {
    if (!holds) faults.push({ setting, sentence });
  };
  const { metricsPort, namespace, flinkOperatorNamespace, scraperNamespace, scraperLabel, kubernetesApi } = settings;
  check('metricsPort', metricsPort === '' || isPort(metricsPort), 'Write a port from 1 to 65535.');
  check('namespace', isName(namespace), nameRule);
  check('flinkOperatorNamespace', flinkOperatorNamespace === '' || isName(flinkOperatorNamespace), nameRule);
  check('scraperNamespace', scraperNamespace === '' || isName(scraperNamespace), nameRule);
  check('scraperLabel', scraperLabel === '' || labelOf(scraperLabel) !== undefined, 'Write it as app=prometheus.');
  const wrong = wordsOf(kubernetesApi).find((text) => !parseApiAddress(text));
  check(
    'kubernetesApi',
    wrong === undefined,
    `'${wrong}' is no address. Write them as 10.96.0.1 192.168.1.10, one that listens on no usual port as 10.0.0.1:16443.`,
  );
  return faults;
}

/** The options of `generate`; settings with a fault count as not set. */
export function optionsOf(settings: Settings, files: FromFiles = {}): GenerateOptions {
  const faulty = new Set(faultsOf(settings).map((f) => f.setting));
  const text = (setting: 'namespace' | 'flinkOperatorNamespace' | 'metricsPort') =>
    faulty.has(setting) ? '' : settings[setting];
  const { profile, platform, pinPorts, egress, denyAll } = settings;
  const scraper = faulty.has('scraperNamespace') || faulty.has('scraperLabel') ? undefined : scraperOf(settings);
  const metricsPort = text('metricsPort');
  const operators = text('flinkOperatorNamespace');
  const api = wordsOf(settings.kubernetesApi).filter((word) => parseApiAddress(word));
  const metrics = {
    ...(metricsPort === '' ? {} : { port: Number(metricsPort) }),
    ...(scraper ? { scraper } : {}),
  };
  return {
    profile,
    namespace: namespaceOf(text('namespace'), files),
    pinPorts,
    platform,
    ...(operators === '' ? {} : { flinkOperatorNamespace: operators }),
    ...(files.flinkDeployment ? { flinkDeployment: files.flinkDeployment } : {}),
    ...(Object.keys(metrics).length > 0 ? { metrics } : {}),
    ...(egress
      ? { egress: { connections: files.connections ?? [], ...(api.length > 0 ? { kubernetesApi: api } : {}) } }
      : {}),
    ...(denyAll === '' ? {} : { denyAll }),
  };
}

/** As on the command line: the FlinkDeployment's namespace, unless another one was named. */
function namespaceOf(typed: string, { flinkDeployment }: FromFiles): string {
  if (typed !== '' && typed !== 'default') return typed;
  return flinkDeployment?.namespace ?? 'default';
}

function scraperOf({ scraperNamespace, scraperLabel }: Settings) {
  const label = labelOf(scraperLabel);
  return scraperPeer({
    ...(label ? { label } : {}),
    ...(scraperNamespace === '' ? {} : { namespace: scraperNamespace }),
  });
}

const nameRule = 'Write the name of a namespace: small letters, digits and dashes.';
const isName = (text: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');
