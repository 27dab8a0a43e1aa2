import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Examples, faultsOfCode } from '@headrace/diagnostics/testing';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readFlinkDeployment } from '../flink/deployment.ts';
import type { GenerateOptions } from '../generate/options.ts';
import type { PlatformName } from '../platform/platforms.ts';
import { readWorld } from '../read/world.ts';
import { type ReviewCode, type ReviewFinding, reviewCodes } from './codes.ts';
import { reviewDeny } from './deny.ts';
import { review } from './review.ts';

const cases = join(import.meta.dirname, '..', '..', 'cases');

interface Scenario {
  readonly installation?: Omit<GenerateOptions, 'flinkDeployment'> & { readonly flinkDeployment?: string };
  readonly platform?: PlatformName;
}

/** What a review finds in a scenario folder, for the installation and the platform of its `expected.yaml`. */
const scenario = (name: string) => (): readonly ReviewFinding[] => {
  const read = (file: string) => ({ file, text: readFileSync(join(cases, name, file), 'utf8') });
  const { installation, platform }: Scenario = parse(read('expected.yaml').text);
  const files = globSync('*.yaml', { cwd: join(cases, name) }).filter((file) => file !== 'expected.yaml');
  const { world } = readWorld(files.map(read));
  if (!installation) return review(world, undefined, platform);
  const { flinkDeployment: file, ...options } = installation;
  const flinkDeployment = file === undefined ? undefined : readFlinkDeployment(read(file)).deployment;
  return review(world, { ...options, ...(flinkDeployment ? { flinkDeployment } : {}) }, platform);
};

const policy = (spec: string) => `{kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {${spec}}}`;
const pod = '{kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}}';
const worldOf = (...objects: string[]) => readWorld([{ file: 'a.yaml', text: objects.join('\n---\n') }]).world;

/** Whose pods have neither labels of their namespaces nor addresses: a rule for a part of IPv4 may allow them. */
const needsUnknown = () => {
  const pods = ['backend', 'gateway'].map(
    (component) =>
      `{kind: Pod, metadata: {name: ${component}, namespace: shop, labels: {app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${component}}}}`,
  );
  return review(worldOf(...pods, policy('podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]')), {
    profile: 'headrace',
    namespace: 'shop',
  });
};

const examples: Examples<ReviewCode> = {
  'review/missing': scenario('api-server-by-its-service-alone'),
  'review/unknown': needsUnknown,
  'review/breaks-under-default-deny': scenario('connections-by-address'),
  'review/cut-off': () =>
    reviewDeny(worldOf(pod), { profile: 'headrace', namespace: 'shop', denyAll: 'ingress' }).findings,
  'review/no-dns': scenario('dns-of-openshift'),
  'review/service-port': scenario('service-port'),
  'review/node-port': scenario('host-port'),
  'review/hidden-caller': scenario('caller-hidden-by-a-node'),
  'review/backend-cut-off': scenario('backends-that-nobody-reaches'),
  'review/backend-cut-off-by-default-deny': scenario('backends-that-nobody-reaches'),
  'review/service-address-in-block': scenario('service-address-in-block'),
  'review/external-ips': scenario('external-ips'),
  'review/not-applied': scenario('deny-before-the-allows'),
  'review/drift': scenario('api-server-by-its-service-alone'),
  'review/beyond': scenario('opens-more-than-is-generated'),
  'review/open': scenario('deny-of-one-namespace'),
  'review/open-to-everyone': scenario('open-by-empty-list'),
  'review/left-out-rules': scenario('left-out-rules'),
  'review/selects-nothing': () => review(worldOf(pod, policy('podSelector: {matchLabels: {app: db}}'))),
  'review/peer-selects-nothing': () =>
    review(worldOf(pod, policy('podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}]'))),
  'review/label-of-controller': scenario('label-of-controller'),
  'review/broad-selector': scenario('selector-of-a-thousand'),
  'review/host-network': scenario('node-agent'),
  'review/selects-host-network': scenario('host-network-alone'),
  'review/peer-on-host-network': scenario('host-network-alone'),
  'review/host-traffic-by-pods': () =>
    review(
      worldOf(
        pod,
        policy(
          'podSelector: {}, ingress: [{from: [{podSelector: {}, namespaceSelector: {matchLabels: {policy-group.network.openshift.io/ingress: ""}}}]}]',
        ),
      ),
    ),
  'review/unknown-namespace': scenario('unknown-namespace'),
  'review/unknown-address': () =>
    review(worldOf(pod, policy('podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'))),
  'review/no-such-port': scenario('init-container-port-name'),
  'review/named-port': scenario('port-name-that-nobody-has'),
  'review/port-range': scenario('metrics-for-anyone'),
  'review/one-family': scenario('internet-but-not-the-cluster'),
  'review/block-of-pods': scenario('block-that-covers-pods'),
  'review/namespace-selector-alone': () =>
    review(worldOf(pod, policy('podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]'))),
  'review/sctp': scenario('traps-on-kubernetes'),
  'review/rule-without-peers': scenario('rule-without-to'),
};

const isCode = (text: string): text is ReviewCode => Object.hasOwn(reviewCodes, text);

test.each(Object.keys(reviewCodes).filter(isCode))('%s is given by its example', (code) => {
  expect(faultsOfCode(reviewCodes, code, examples)).toEqual([]);
});

test('declares the severity of every finding in every scenario', () => {
  const wrong = globSync('*/expected.yaml', { cwd: cases }).flatMap((file) => {
    const name = file.split(/[\\/]/)[0] ?? '';
    return scenario(name)().flatMap(({ code, severity }) =>
      [reviewCodes[code].severity].flat().includes(severity) ? [] : [`${name}: ${code} ${severity}`],
    );
  });
  expect(wrong).toEqual([]);
});
