import {
  type ComponentName,
  componentNames,
  components,
  connections,
  isOutside,
  type Listener,
} from '@headrace/topology';
import { describe, expect, test } from 'vitest';
import { compile } from '../evaluate/compile.ts';
import { type Endpoint, endpointNamed, verdictOf } from '../evaluate/reach.ts';
import type { Workload } from '../model/world.ts';
import { generate } from './generate.ts';
import type { GenerateOptions, ProfileName } from './options.ts';
import { namespaceOf } from './peers.ts';
import { profiles } from './profiles/profiles.ts';

const inside = componentNames.filter((name) => !isOutside(name));
const listenersOf = (name: ComponentName): readonly Listener[] => components[name].listens;

/** Two pods of each component, so that connections among pods of one kind count too, and strangers in both namespaces. */
function installation(profile: ProfileName, more: Partial<GenerateOptions> = {}) {
  const options: GenerateOptions = {
    profile,
    namespace: 'streams',
    flinkOperatorNamespace: 'operators',
    denyAll: 'both',
    egress: { connections: [], kubernetesApi: ['10.96.0.1'] },
    ...more,
  };
  const pod = (name: string, namespace: string, labels: Workload['labels']): Workload => ({
    namespace,
    name,
    kind: 'Pod',
    labels,
    hostNetwork: false,
    addresses: [],
    ports: [],
  });
  const pods = inside.flatMap((name) =>
    ['1', '2'].map((n) =>
      pod(`${name}-${n}`, namespaceOf(name, options), profiles[profile].podLabels(name, options) ?? {}),
    ),
  );
  const strangers = [pod('stranger', 'streams', { app: 'else' }), pod('stranger', 'operators', { app: 'else' })];
  const placeOf = () => ({ file: 'generated', line: 1, column: 1 });
  const policies = generate(options).policies.map(({ policy }) => ({ policy, placeOf }));
  const compiled = compile({ namespaces: [], services: [], workloads: [...pods, ...strangers], policies });
  const end = (name: string) => endpointNamed(compiled, name) as Endpoint;
  const at = (name: ComponentName, n: string) => end(`${namespaceOf(name, options)}/${name}-${n}`);
  return {
    at,
    end,
    open: (from: Endpoint, to: Endpoint, port: number) => verdictOf(compiled, from, to, 'TCP', port) === 'allowed',
  };
}

describe.each(['headrace', 'apache-flink'] as const)('%s under default-deny in both directions', (profile) => {
  const { at, end, open } = installation(profile, { metrics: { port: 9249 } });

  test('every connection of the topology is let through, and no other between our own pods', () => {
    const wrong: string[] = [];
    for (const from of inside)
      for (const to of inside)
        for (const { port, name } of inside.flatMap(listenersOf)) {
          const needed = connections().some((c) => c.from === from && c.to === to && c.listener.port === port);
          const anyone = listenersOf(to).some(
            (l) => l.port === port && l.callers.some((c) => c === 'anyone' || c === 'scraper'),
          );
          // What anyone may call is still shut for our own pods by their egress, unless they need it.
          const is = open(at(from, '1'), at(to, '2'), port);
          if (is !== needed && !(anyone && !is)) wrong.push(`${from} to ${to} ${name} ${port}: ${is}`);
        }
    expect(wrong).toEqual([]);
  });

  test('a stranger and the outside reach only what is open to anyone, and not even our own operator is more', () => {
    for (const to of inside)
      for (const { port } of inside.flatMap(listenersOf)) {
        const anyone = listenersOf(to).some(
          (l) => l.port === port && l.callers.some((c) => c === 'anyone' || c === 'scraper'),
        );
        expect(open(end('203.0.113.9'), at(to, '1'), port), `outside to ${to} ${port}`).toBe(anyone);
        // The stranger's own egress is shut by default-deny.
        expect(open(end('streams/stranger'), at(to, '1'), port), `stranger to ${to} ${port}`).toBe(false);
      }
  });

  test('the range for results is open to the JobManager up to its last port', () => {
    expect(open(at('jobmanager', '1'), at('taskmanager', '1'), 42_099)).toBe(true);
    expect(open(at('jobmanager', '1'), at('taskmanager', '1'), 42_100)).toBe(false);
    expect(open(at('taskmanager', '2'), at('taskmanager', '1'), 42_000)).toBe(false);
  });
});

test('metrics stay shut unless they are asked for, and are for a named scraper alone', () => {
  const shut = installation('headrace');
  expect(shut.open(shut.end('203.0.113.9'), shut.at('jobmanager', '1'), 9249)).toBe(false);
  const scraper = { ipBlock: { cidr: '203.0.113.9/32' } };
  const named = installation('headrace', { metrics: { port: 9249, scraper } });
  expect(named.open(named.end('203.0.113.9'), named.at('jobmanager', '1'), 9249)).toBe(true);
  expect(named.open(named.end('203.0.113.10'), named.at('jobmanager', '1'), 9249)).toBe(false);
});
