import { describe, expect, test } from 'vitest';
import { compile } from '../evaluate/compile.ts';
import { type Endpoint, endpointNamed, verdictOf } from '../evaluate/reach.ts';
import { generate } from '../generate/generate.ts';
import { type GenerateOptions, profileNames } from '../generate/options.ts';
import { printYaml } from '../print/print.ts';
import { readWorld } from '../read/world.ts';
import {
  componentOf,
  installedComponents,
  installedWorkloads,
  needsOf,
  outsideTargets,
  withDefaultDeny,
} from './index.ts';

const optionsOf = (profile: GenerateOptions['profile'], more: Partial<GenerateOptions> = {}): GenerateOptions => ({
  profile,
  namespace: 'streams',
  flinkOperatorNamespace: 'operators',
  ...more,
});
const ends = { connections: [], kubernetesApi: ['10.96.0.1'] };

/** The installation with its generated policies and whom it calls outside. */
function installed(options: GenerateOptions) {
  const { world } = readWorld([{ file: 'policies.yaml', text: printYaml(generate(options)) }]);
  const outside = outsideTargets(options).flatMap(({ at }) => ('workload' in at ? [at.workload] : []));
  return compile({ ...world, workloads: [...installedWorkloads(options), ...outside] });
}

describe.each(profileNames)('the installation of %s', (profile) => {
  test('has pods of its components, each known again by its labels', () => {
    const options = optionsOf(profile);
    const workloads = installedWorkloads(options);
    expect(workloads.map((w) => componentOf(w, options))).toEqual(installedComponents(options));
    expect(workloads.length).toBeGreaterThan(3);
  });

  test('reaches everything that it calls outside with its egress policies, and loses it by default-deny without', () => {
    for (const platform of ['kubernetes', 'openshift'] as const)
      for (const egress of [ends, undefined]) {
        const options = optionsOf(profile, { platform, ...(egress ? { egress } : {}) });
        const before = installed(options);
        const denied = withDefaultDeny(before, 'egress', ['streams', 'operators']);
        for (const { component, at } of outsideTargets(options))
          for (const { callers, ranges, listener } of needsOf(component, options))
            for (const caller of installedComponents(options).filter((c) => callers.has(c))) {
              const namespace = caller === 'flink-operator' ? 'operators' : 'streams';
              const from = endpointNamed(before, `${namespace}/${caller}`) as Endpoint;
              const to: Endpoint =
                'address' in at
                  ? at
                  : (endpointNamed(before, `${at.workload.namespace}/${at.workload.name}`) as Endpoint);
              for (const protocol of listener.protocols)
                for (const { start } of ranges) {
                  const what = `${caller} to ${component} ${protocol} ${start} on ${platform}`;
                  expect(verdictOf(before, from, to, protocol, start), what).toBe('allowed');
                  expect(verdictOf(denied, from, to, protocol, start), what).toBe(egress ? 'allowed' : 'denied');
                }
            }
      }
  });
});

test('metrics are needed where they are asked for, by anyone until a scraper is named', () => {
  const metrics = (more: Partial<GenerateOptions>) =>
    needsOf('taskmanager', optionsOf('headrace', more)).find((n) => n.listener.name === 'metrics');
  expect(metrics({})).toBeUndefined();
  expect(metrics({ metrics: { port: 9300 } })?.ranges).toEqual([{ start: 9300, end: 9300 }]);
  expect(metrics({ metrics: { port: 9300 } })?.callers.has('anyone')).toBe(true);
  const scraper = { podSelector: { matchLabels: { app: 'prometheus' } } };
  expect(metrics({ metrics: { port: 9300, scraper } })?.callers.has('anyone')).toBe(false);
});

test('registered connections are called at their addresses, or at their pods', () => {
  const targets = [
    { host: 'kafka.example', port: 9094, cidrs: ['10.1.0.0/16'] },
    { host: 'registry.kafka.svc', port: 8081, podLabels: { app: 'registry' } },
  ];
  const egress = { connections: [{ name: 'events', kind: 'kafka' as const, targets }] };
  const [, , cidr, pods] = outsideTargets(optionsOf('headrace', { egress }));
  expect(cidr).toMatchObject({ title: 'events (kafka.example)', port: 9094, at: { address: { family: 4 } } });
  expect(pods?.at).toMatchObject({ workload: { namespace: 'kafka', labels: { app: 'registry' } } });
});
