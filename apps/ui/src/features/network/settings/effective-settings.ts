import type { Settings } from './settings.ts';

/** Whether the form asks for a scraper: metrics are exposed by the settings or by a FlinkDeployment's reporter. */
export const asksForScraper = ({ metricsPort }: Settings, hasReporter: boolean): boolean =>
  metricsPort !== '' || hasReporter;

/**
 * The settings that apply. One whose field is not shown is treated as not set: a user could neither see nor correct it.
 *
 * @param hasReporter whether a FlinkDeployment was chosen that has a metrics reporter with a port
 */
export function effectiveSettings(settings: Settings, hasReporter: boolean): Settings {
  return {
    ...settings,
    ...(asksForScraper(settings, hasReporter) ? {} : { scraperNamespace: '', scraperLabel: '' }),
    ...(settings.egress ? {} : { kubernetesApi: '' }),
  };
}

/** The files beside the settings that count: registered connections are for egress policies only. */
export const effectiveFiles = <F extends { readonly connections?: unknown }>(
  files: F,
  { egress }: Settings,
): Omit<F, 'connections'> & Partial<Pick<F, 'connections'>> => {
  const { connections, ...others } = files;
  return egress ? files : others;
};
