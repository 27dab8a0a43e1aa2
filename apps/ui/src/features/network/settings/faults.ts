import { type Finding, isNamespaceName, labelOf, parseApiAddress } from '@headrace/netpol';
import { effectiveSettings } from './effective-settings.ts';
import { fieldLabels, type TypedSetting } from './fields.ts';
import { keys, type Settings } from './settings.ts';

/** A setting that makes no sense, and what to write. */
export interface SettingFault {
  readonly setting: TypedSetting;
  readonly message: string;
}

/** Faults of settings that were typed and apply. */
export function faultsOf(settings: Settings, hasReporter = false): SettingFault[] {
  const faults: SettingFault[] = [];
  const check = (setting: TypedSetting, holds: boolean, message: string) => {
    if (!holds) faults.push({ setting, message });
  };
  const { metricsPort, namespace, flinkOperatorNamespace, scraperNamespace, scraperLabel, kubernetesApi } =
    effectiveSettings(settings, hasReporter);
  check('metricsPort', metricsPort === '' || isPort(metricsPort), 'Write a port from 1 to 65535.');
  check('namespace', isNamespaceName(namespace), nameRule);
  check('flinkOperatorNamespace', flinkOperatorNamespace === '' || isNamespaceName(flinkOperatorNamespace), nameRule);
  check('scraperNamespace', scraperNamespace === '' || isNamespaceName(scraperNamespace), nameRule);
  check('scraperLabel', scraperLabel === '' || labelOf(scraperLabel) !== undefined, 'Write it as app=prometheus.');
  const wrong = wordsOf(kubernetesApi).find((text) => !parseApiAddress(text));
  check(
    'kubernetesApi',
    wrong === undefined,
    `'${wrong}' is no address. Write them as 10.96.0.1 192.168.1.10, one that listens on no usual port as 10.0.0.1:16443.`,
  );
  return faults;
}

/** The same as findings, for tabs on which the field is not visible: without the setting, policies might open to anyone. */
export const settingFindings = (settings: Settings, hasReporter = false): Finding[] =>
  faultsOf(settings, hasReporter).map(({ setting, message }) => ({
    code: `${settingCodes}${keys[setting]}`,
    severity: 'error',
    message: `The setting '${fieldLabels[setting]}' ${settings[setting] === '' ? 'is empty' : `is '${settings[setting]}', which makes no sense there`}.`,
    fix: message,
  }));

/** How codes of findings about settings begin. */
export const settingCodes = 'setting/';

/** What was typed, apart: blanks and commas are between. */
export const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

const nameRule = 'Write the name of a namespace: small letters, digits and dashes.';
const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
