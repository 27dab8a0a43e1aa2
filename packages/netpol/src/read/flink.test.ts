import { expect, test } from 'vitest';
import { type Place, workloadKey } from '../model/world.ts';
import { readObjects, readWorld } from './world.ts';

const read = (spec: string) => {
  const text = `apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: orders}\nspec: ${spec}\n`;
  const { world, findings } = readWorld([{ file: 'flink.yaml', text }]);
  const lines = text.split('\n');
  const pointedAt = (place: Place | undefined) => lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1);
  const said = findings.map(({ code, place }) => `${code} at ${/^[\w"]+|^./.exec(pointedAt(place) ?? '')?.[0]}`);
  const ports = world.workloads.flatMap((w) => w.ports.map((p) => `${p.name} ${p.port}`));
  return { said, ports, workloads: world.workloads };
};
const usual = ['rest 8081', 'jobmanager-rpc 6123', 'blobserver 6124', 'taskmanager-rpc 6122'];

test.each([
  ['a configuration that is no mapping', '{flinkConfiguration: [8081]}', ['flink/not-a-mapping at flinkConfiguration']],
  ['a mode that there is not', '{mode: session}', ['flink/not-a-mode at session']],
  ['a port beyond the last', '{flinkConfiguration: {rest.port: 99999}}', ['flink/not-a-port at 99999']],
  ['any free port', '{flinkConfiguration: {taskmanager.data.port: "0"}}', ['flink/not-a-port at "0"']],
  ['a range where one port is fixed', '{flinkConfiguration: {blob.server.port: 1-2}}', ['flink/not-a-port at 1']],
  ['a spec that is a list', '[]', ['read/not-an-object at spec']],
  ['a template that is text', '{podTemplate: none}', ['read/not-an-object at none']],
  [
    'a label that is a mapping, in a way that cannot be printed',
    '{podTemplate: {metadata: {labels: {team: {toString: 1}}}}}',
    ['read/not-a-text at team'],
  ],
  [
    'labels of the configuration that no API server takes',
    '{flinkConfiguration: {kubernetes.taskmanager.labels: "team:a b"}}',
    ['read/label-value at "team'],
  ],
])('reports %s once, at its place, and uses the default for the pods', (_, spec, expected) => {
  const { said, ports, workloads } = read(spec);
  expect({ said, ports }).toEqual({ said: expected, ports: usual });
  expect(workloads.map((w) => [workloadKey(w), w.labels.type, w.hostNetwork])).toEqual([
    ['default/orders-jobmanager[FlinkDeployment]', 'flink-native-kubernetes', false],
    ['default/orders-taskmanager[FlinkDeployment]', 'flink-native-kubernetes', false],
  ]);
});

test('pods are on the network of their node where the configuration says so; Flink writes over what a template says', () => {
  const hosts = (spec: string) => read(spec).workloads.map((w) => w.hostNetwork);
  expect(hosts('{podTemplate: {spec: {hostNetwork: true}}}')).toEqual([false, false]);
  for (const text of ['true', '"true"', '"TRUE"'])
    expect(hosts(`{flinkConfiguration: {kubernetes: {hostnetwork.enabled: ${text}}}}`)).toEqual([true, true]);
  expect(hosts('{flinkConfiguration: {kubernetes.hostnetwork.enabled: "no"}}')).toEqual([false, false]);
});

test('gives no notes about opening ports when it only reads pods', () => {
  const reporter = '{metrics.reporter.grph: {factory.class: a.GraphiteReporterFactory, port: "2003"}}';
  expect(read(`{flinkConfiguration: ${reporter}}`).said).toEqual([]);
});

test('declares the ports of the configuration; 0 is what the operator puts in its place', () => {
  const { ports } = read('{flinkConfiguration: {blob.server.port: "0", taskmanager.rpc.port: 0, rest.port: [18081]}}');
  expect(ports).toEqual(['rest 18081', 'jobmanager-rpc 6123', 'blobserver 6124', 'taskmanager-rpc 6122']);
});

test('a configuration as deep as a program can make it, or that cannot be printed, is read without an exception', () => {
  const nested = (wrap: (inner: unknown) => unknown, levels: number) => {
    let value: unknown = {};
    for (let i = 0; i < levels; i++) value = wrap(value);
    return value;
  };
  for (const flinkConfiguration of [
    nested((a) => ({ a }), 20_000),
    { a: nested((inner) => [inner], 20_000) },
    { 'rest.port': [{ toString: 1 }] },
  ]) {
    const data = { kind: 'FlinkDeployment', metadata: { name: 'orders' }, spec: { flinkConfiguration } };
    const { world } = readObjects([{ name: 'cluster:default/FlinkDeployment/orders', data }]);
    expect(world.workloads).toHaveLength(2);
  }
});

test('a child of a FlinkBlueGreenDeployment that was read itself goes before what its parent says of it', () => {
  const configuration = (port: number) => `{flinkConfiguration: {rest.port: ${port}}, ingress: {template: a.example}}`;
  const parent = `{apiVersion: flink.apache.org/v1beta1, kind: FlinkBlueGreenDeployment, metadata: {name: orders}, spec: {template: {spec: ${configuration(18_081)}}}}`;
  const child = `{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, metadata: {name: orders-green}, spec: ${configuration(28_081)}}`;
  for (const order of [
    [parent, child],
    [child, parent],
  ]) {
    const { world, flinkDeployments } = readWorld([{ file: 'a.yaml', text: order.join('\n---\n') }]);
    const rests = world.services.map((s) => `${s.name} ${s.ports[0]?.port}`).sort();
    expect(rests).toEqual(['orders-blue-rest 18081', 'orders-green-rest 28081']);
    expect(world.workloads.map((w) => w.name).sort()).toEqual(
      ['blue', 'green'].flatMap((c) => [`orders-${c}-jobmanager`, `orders-${c}-taskmanager`]),
    );
    expect(world.backends?.map((b) => b.service).sort()).toEqual(['orders-blue-rest', 'orders-green-rest']);
    // What policies are generated for is the parent, which speaks for both.
    expect(flinkDeployments.map((d) => d.name)).toEqual(['orders']);
  }
});
