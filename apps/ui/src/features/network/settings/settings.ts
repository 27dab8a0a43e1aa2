import { type PlatformName, type ProfileName, platformNames, profileNames } from '@headrace/netpol';

export const tabs = ['matrix', 'graph', 'list', 'findings', 'yaml'] as const;
export type NetworkTab = (typeof tabs)[number];
export const directions = ['ingress', 'egress', 'both'] as const;
export type Denial = (typeof directions)[number];
/** What default-deny may be asked of: nothing, or directions. */
export const denials = ['', ...directions] as const;

/** What is shown and generated, as it stands in the page's address: a link shows the same to everybody. */
export interface Settings {
  readonly tab: NetworkTab;
  readonly profile: ProfileName;
  readonly namespace: string;
  readonly flinkOperatorNamespace: string;
  readonly platform: PlatformName;
  /** A port as it was typed; empty for no metrics. */
  readonly metricsPort: string;
  /** Pods that collect metrics, as `namespace` and `label=value`; empty for anyone. */
  readonly scraperNamespace: string;
  readonly scraperLabel: string;
  readonly pinPorts: boolean;
  readonly egress: boolean;
  /** Addresses of the API server, as they were typed: separated by blanks or commas. */
  readonly kubernetesApi: string;
  readonly denyAll: Denial | '';
  readonly whatIf: Denial | '';
  /** Only workloads of this namespace, and whose name has this text. */
  readonly onlyNamespace: string;
  readonly search: string;
}

export const defaults: Settings = {
  tab: 'matrix',
  profile: 'headrace',
  namespace: 'default',
  flinkOperatorNamespace: '',
  platform: 'kubernetes',
  metricsPort: '',
  scraperNamespace: '',
  scraperLabel: '',
  pinPorts: false,
  egress: false,
  kubernetesApi: '',
  denyAll: '',
  whatIf: '',
  onlyNamespace: '',
  search: '',
};

/** How each is called in the address. */
export const keys = {
  tab: 'tab',
  profile: 'profile',
  namespace: 'namespace',
  flinkOperatorNamespace: 'flink-operator-namespace',
  platform: 'platform',
  metricsPort: 'metrics-port',
  scraperNamespace: 'scraper-namespace',
  scraperLabel: 'scraper-label',
  pinPorts: 'pin-ports',
  egress: 'egress',
  kubernetesApi: 'kubernetes-api',
  denyAll: 'deny-all',
  whatIf: 'what-if-deny',
  onlyNamespace: 'only',
  search: 'search',
} as const satisfies Record<keyof Settings, string>;

/** Settings with a fixed choice of values. Any other value in an address is ignored. */
const choices: Partial<Record<keyof Settings, readonly string[]>> = {
  tab: tabs,
  profile: profileNames,
  platform: platformNames,
  denyAll: directions,
  whatIf: directions,
};

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(keys, name);
const names = Object.keys(keys).filter(isSetting);

/** The choice that a text names; nothing where it names none. */
export const choiceOf = <T extends string>(choices: readonly T[], text: unknown): T | undefined =>
  choices.find((choice) => choice === text);

/** Reads the settings of a query (`?profile=headrace&egress=yes`); what is not said is as by default. */
export function readSettings(query: string): Settings {
  const params = new URLSearchParams(query);
  const found = names.flatMap((name) => {
    const text = params.get(keys[name]);
    if (text === null || (choices[name] && !choices[name].includes(text))) return [];
    return [[name, typeof defaults[name] === 'boolean' ? text === 'yes' : text]];
  });
  return { ...defaults, ...Object.fromEntries(found) };
}

/** The address of the page with these settings, without those that are as by default. */
export function networkAddress(settings: Settings = defaults): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = settings[name];
    if (value !== defaults[name]) query.set(keys[name], typeof value === 'boolean' ? (value ? 'yes' : 'no') : value);
  }
  const text = query.toString();
  return `/network${text ? `?${text}` : ''}`;
}
