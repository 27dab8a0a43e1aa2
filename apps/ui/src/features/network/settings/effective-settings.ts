import type { Settings } from './settings.ts';

/** Whether somebody may name a scraper: something is there to be scraped, by the settings or by a FlinkDeployment's reporter. */
export const asksForScraper = ({ metricsPort }: Settings, hasReporter: boolean): boolean =>
  metricsPort !== '' || hasReporter;

/**
 * The settings that count. One whose field is not shown is as if it were not set: nobody sees it, and nobody could mend it.
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
