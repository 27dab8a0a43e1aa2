import { components, type Listener } from '@headrace/topology';
import { expect, test } from 'vitest';
import { readFlinkDeployment } from '../flink/deployment.ts';
import { policyPorts, rangesOf } from './ports.ts';

const listener = (name: string): Listener =>
  components.taskmanager.listens.find((l) => l.name === name) ?? expect.fail(`there is no ${name}`);
const options = (spec: string) => {
  const { deployment } = readFlinkDeployment({
    file: 'flink.yaml',
    text: `kind: FlinkDeployment\nmetadata: {name: orders}\nspec: ${spec}\n`,
  });
  return { profile: 'headrace', namespace: 'ep', ...(deployment ? { flinkDeployment: deployment } : {}) } as const;
};

test('the range in which results are fetched is that of the pod template, else the one to set', () => {
  const sysctls =
    '{podTemplate: {spec: {securityContext: {sysctls: [{name: net.ipv4.ip_local_port_range, value: "50000 50099"}]}}}}';
  expect(rangesOf(listener('results'), options(`{taskManager: ${sysctls}}`))).toEqual([{ start: 50_000, end: 50_099 }]);
  expect(rangesOf(listener('results'), options('{}'))).toEqual([{ start: 42_000, end: 42_099 }]);
  expect(rangesOf(listener('rpc'), options(`{taskManager: ${sysctls}}`))).toEqual([{ start: 6122, end: 6122 }]);
});

test('eight ports are written one by one, nine as a range', () => {
  const written = (end: number) => policyPorts(listener('rpc'), [{ start: 6122, end }]);
  expect(written(6129)).toHaveLength(8);
  expect(written(6130)).toEqual([{ protocol: 'TCP', port: 6122, endPort: 6130 }]);
});
