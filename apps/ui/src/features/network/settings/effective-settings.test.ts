import { expect, test } from 'vitest';
import { commandOf } from './command.ts';
import { asksForScraper, effectiveFiles, effectiveSettings } from './effective-settings.ts';
import { faultsOf, settingFindings, wordsOf } from './faults.ts';
import { choiceOf, defaults, denials, networkAddress, readSettings, type Settings } from './settings.ts';

const all: Settings = {
  ...defaults,
  metricsPort: '9249',
  scraperLabel: 'app=prometheus',
  scraperNamespace: 'monitoring',
  egress: true,
  kubernetesApi: '10.0.0.1',
};

test.each<[string, Partial<Settings>, boolean, Partial<Settings>]>([
  ['all apply where their fields are shown', {}, false, all],
  [
    'a scraper does not without metrics',
    { metricsPort: '' },
    false,
    { scraperLabel: '', scraperNamespace: '', kubernetesApi: '10.0.0.1' },
  ],
  [
    'a scraper does with the reporter of a FlinkDeployment',
    { metricsPort: '' },
    true,
    { scraperLabel: 'app=prometheus', scraperNamespace: 'monitoring' },
  ],
  [
    'the API server does not without egress policies',
    { egress: false },
    false,
    { kubernetesApi: '', scraperLabel: 'app=prometheus' },
  ],
])('%s', (_, more, hasReporter, expected) => {
  const settings = { ...all, ...more };
  expect(effectiveSettings(settings, hasReporter)).toMatchObject(expected);
  expect(asksForScraper(settings, hasReporter)).toBe(settings.metricsPort !== '' || hasReporter);
});

test('reads connections with egress policies only', () => {
  const files = { flinkDeployment: 'flink.yaml', connections: 'connections.yaml' };
  expect(effectiveFiles(files, all)).toEqual(files);
  expect(effectiveFiles(files, defaults)).toEqual({ flinkDeployment: 'flink.yaml' });
});

test.each<[string, Partial<Settings>, string[]]>([
  ['defaults', {}, []],
  ['an empty namespace', { namespace: '' }, ['namespace']],
  ['a namespace of 64 characters', { namespace: 'a'.repeat(64) }, ['namespace']],
  ['a namespace of 63 characters', { namespace: 'a'.repeat(63) }, []],
  ['an operator in the same namespace', { flinkOperatorNamespace: '' }, []],
  ['an operator in a malformed one', { flinkOperatorNamespace: '-a' }, ['flinkOperatorNamespace']],
  ['port 65535', { metricsPort: '65535' }, []],
  ['a port above 65535', { metricsPort: '65536' }, ['metricsPort']],
  ['a port with a sign', { metricsPort: '+80' }, ['metricsPort']],
  [
    'a malformed label of a scraper that is asked for',
    { metricsPort: '9249', scraperLabel: 'a=b=c' },
    ['scraperLabel'],
  ],
  ['a malformed label of a scraper that is not', { scraperLabel: 'a=b=c' }, []],
  ['malformed addresses without egress policies', { kubernetesApi: 'x' }, []],
  ['malformed addresses with them', { egress: true, kubernetesApi: '10.0.0.1, x' }, ['kubernetesApi']],
  ['several faults', { namespace: '_', metricsPort: 'x' }, ['metricsPort', 'namespace']],
])('finds the faults of %s', (_, more, faulty) => {
  const settings = { ...defaults, ...more };
  expect(faultsOf(settings).map(({ setting }) => setting)).toEqual(faulty);
  expect(settingFindings(settings)).toHaveLength(faulty.length);
  expect(commandOf(settings) === undefined).toBe(faulty.length > 0);
});

test('names in a finding the field and what was typed', () => {
  expect(settingFindings({ ...defaults, metricsPort: 'x' })).toMatchObject([
    { code: 'setting/metrics-port', severity: 'error', message: expect.stringContaining("'Metrics port' is 'x'") },
  ]);
  expect(settingFindings({ ...defaults, namespace: '' })[0]?.message).toContain('is empty');
});

test.each([
  ['', []],
  [' , ', []],
  ['10.0.0.1', ['10.0.0.1']],
  ['10.0.0.1, 10.0.0.2  10.0.0.3,10.0.0.4', ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']],
])('splits “%s” at blanks and commas', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each<[string, Partial<Settings>, string]>([
  [
    'an IPv6 address in brackets is quoted',
    { egress: true, kubernetesApi: '[fd00::1]:6443' },
    "--kubernetes-api '[fd00::1]:6443'",
  ],
  ['blanks around a label are dropped', { metricsPort: '1', scraperLabel: ' app=web ' }, '--scraper-label app=web'],
  ['a scraper of a reporter is given', { scraperNamespace: 'monitoring' }, '--scraper-namespace monitoring'],
  ['ports are pinned', { pinPorts: true }, '--pin-ports'],
])('writes the command for a shell: %s', (_, more, part) => {
  expect(commandOf({ ...defaults, ...more }, {}, true)).toContain(part);
});

test('leaves out of the command what does not apply', () => {
  const command = commandOf({ ...all, metricsPort: '', egress: false }, { connections: 'c.yaml' });
  expect(command).toBe('headrace netpol generate --profile headrace');
});

test('keeps every setting in its address, and only those that differ from the defaults', () => {
  const settings: Settings = {
    ...all,
    tab: 'list',
    denyAll: 'both',
    whatIf: 'egress',
    pinPorts: true,
    search: 'a&b=c',
  };
  const address = networkAddress(settings);
  expect(readSettings(address.slice(address.indexOf('?')))).toEqual(settings);
  expect(address).not.toContain('platform');
});

test.each([
  ['', ''],
  ['both', 'both'],
  ['Both', undefined],
  ['toString', undefined],
  [0, undefined],
])('finds the choice of %j', (value, choice) => {
  expect(choiceOf(denials, value)).toBe(choice);
});
