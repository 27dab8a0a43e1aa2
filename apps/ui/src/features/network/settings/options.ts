import {
  type EgressConnection,
  type FlinkDeployment,
  type GenerateOptions,
  labelOf,
  parseApiAddress,
  scraperPeer,
} from '@headrace/netpol';
import { effectiveSettings } from './effective-settings.ts';
import { faultsOf, wordsOf } from './faults.ts';
import type { TypedSetting } from './fields.ts';
import type { Settings } from './settings.ts';

/** What files say beside the settings; they are never in the address. */
export interface FromFiles {
  readonly flinkDeployment?: FlinkDeployment | undefined;
  readonly connections?: readonly EgressConnection[] | undefined;
}

/** Whether metrics are scraped that no setting names. */
export const hasReporter = ({ flinkDeployment }: FromFiles): boolean => (flinkDeployment?.metrics.length ?? 0) > 0;

/** The options of `generate`; settings with a fault, and those that do not count, are as if they were not set. */
export function optionsOf(settings: Settings, files: FromFiles = {}): GenerateOptions {
  const faulty = new Set(faultsOf(settings, hasReporter(files)).map((f) => f.setting));
  const counting = effectiveSettings(settings, hasReporter(files));
  const text = (setting: Exclude<TypedSetting, 'kubernetesApi'>) => (faulty.has(setting) ? '' : counting[setting]);
  const { profile, platform, pinPorts, egress, denyAll } = counting;
  const scraper = scraperOf(text('scraperLabel'), text('scraperNamespace'));
  const metricsPort = text('metricsPort');
  const operators = text('flinkOperatorNamespace');
  const api = wordsOf(counting.kubernetesApi).filter((word) => parseApiAddress(word));
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

function scraperOf(typed: string, namespace: string) {
  const label = labelOf(typed);
  return scraperPeer({ ...(label ? { label } : {}), ...(namespace === '' ? {} : { namespace }) });
}
