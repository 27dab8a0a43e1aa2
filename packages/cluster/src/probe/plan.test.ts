import { compile, readWorld } from '@headrace/netpol';
import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../read/list.ts';
import { plan } from './plan.ts';
import { runningPods } from './pods.ts';

const pod = (name: string, more = '') =>
  `{kind: Pod, metadata: {name: ${name}, namespace: ep, labels: {app: ${name}}}, spec: {containers: [{name: main, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]${more}}, status: {podIP: 10.0.0.${name.length}}}`;
const service = (spec: string) => `{kind: Service, metadata: {name: s, namespace: ep}, spec: ${spec}}`;

function world(...objects: string[]) {
  const { world: read, findings } = readWorld([{ file: 'all.yaml', text: objects.join('\n---\n') }]);
  expect(findings).toEqual([]);
  return { read, compiled: compile(read) };
}
const live = (name: string, change: object = {}): KubeObject => ({
  kind: 'Pod',
  metadata: { name, namespace: 'ep', uid: `uid-${name}` },
  spec: { containers: [{ name: 'main' }, { name: 'proxy' }] },
  status: { phase: 'Running', podIP: '10.0.0.9' },
  ...change,
});

describe('running pods', () => {
  const { compiled } = world(pod('web'), pod('host', ', hostNetwork: true'));

  test('are those of workloads that were read, with their containers', () => {
    expect(runningPods(compiled, [live('web'), live('stranger')])).toEqual([
      {
        namespace: 'ep',
        name: 'web',
        uid: 'uid-web',
        address: '10.0.0.9',
        containers: ['main', 'proxy'],
        workload: compiled.index.workloads.findIndex((w) => w.name === 'web'),
      },
    ]);
  });

  test.each<[string, object]>([
    ['is pending', { status: { phase: 'Pending', podIP: '10.0.0.9' } }],
    ['has ended', { status: { phase: 'Succeeded', podIP: '10.0.0.9' } }],
    ['has no address', { status: { phase: 'Running' } }],
    ['has no status', { status: undefined }],
    ['is on the network of its node', { spec: { hostNetwork: true } }],
  ])('do not hold one that %s', (_, change) => {
    expect(runningPods(compiled, [live('web', change)])).toEqual([]);
  });

  test('do not hold one whose workload is on the network of its node', () => {
    expect(runningPods(compiled, [live('host')])).toEqual([]);
  });
});

describe('the plan', () => {
  const planned = (objects: string[], ports: number[] = []) => {
    const { read, compiled } = world(...objects);
    const pods = runningPods(compiled, [live('a'), live('bb')]);
    return plan(compiled, read.services, pods, ports).map(
      (p) => `${p.from.name} > ${p.to.name}:${p.port} ${p.allowed ? 'allowed' : 'denied'}`,
    );
  };

  test('holds each pair in both directions on the declared TCP ports', () => {
    expect(planned([pod('a'), pod('bb')])).toEqual(['a > bb:8080 allowed', 'bb > a:8080 allowed']);
  });

  test('says what the policies say', () => {
    const deny =
      '{kind: NetworkPolicy, metadata: {name: deny, namespace: ep}, spec: {podSelector: {matchLabels: {app: bb}}}}';
    expect(planned([pod('a'), pod('bb'), deny])).toEqual(['a > bb:8080 denied', 'bb > a:8080 allowed']);
  });

  test('leaves out what was read does not decide', () => {
    const unknown =
      '{kind: NetworkPolicy, metadata: {name: p, namespace: ep}, spec: {podSelector: {matchLabels: {app: bb}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: x}}}]}]}}';
    expect(planned([pod('a'), pod('bb'), unknown])).toEqual(['bb > a:8080 allowed']);
  });

  test.each<[string, string, number[]]>([
    [
      'the number that a Service sends to',
      '{selector: {app: bb}, ports: [{port: 80, targetPort: 9000}]}',
      [8080, 9000],
    ],
    ['the name that a Service sends to', '{selector: {app: bb}, ports: [{port: 80, targetPort: http}]}', [8080]],
    ['the port of a Service without a target', '{selector: {app: bb}, ports: [{port: 9001}]}', [8080, 9001]],
    ['no UDP port of a Service', '{selector: {app: bb}, ports: [{port: 53, protocol: UDP}]}', [8080]],
    ['no port of a Service of others', '{selector: {app: x}, ports: [{port: 9002}]}', [8080]],
    ['no port of a Service without a selector', '{ports: [{port: 9003}]}', [8080]],
  ])('tries %s', (_, spec, ports) => {
    const found = planned([pod('a'), pod('bb'), service(spec)]).filter((line) => line.startsWith('a >'));
    expect(found).toEqual(ports.map((port) => `a > bb:${port} allowed`));
  });

  test('tries the ports that are named too, each once', () => {
    expect(planned([pod('a'), pod('bb')], [22, 8080]).filter((line) => line.startsWith('a >'))).toEqual([
      'a > bb:22 allowed',
      'a > bb:8080 allowed',
    ]);
  });

  test('does not let a pod call itself', () => {
    const { read, compiled } = world(pod('a'));
    expect(plan(compiled, read.services, runningPods(compiled, [live('a')]), [])).toEqual([]);
  });
});
