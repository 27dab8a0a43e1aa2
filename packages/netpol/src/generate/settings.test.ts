import { expect, test } from 'vitest';
import { readFlinkDeployment } from '../flink/deployment.ts';
import { pinnedSettings } from './settings.ts';

/** What is to be set beside a FlinkDeployment, as `kind key=value`. */
function settingsOf(spec: string): string[] {
  const { deployment } = readFlinkDeployment({
    file: 'flink.yaml',
    text: `kind: FlinkDeployment\nmetadata: {name: orders}\nspec: ${spec}\n`,
  });
  const options = {
    profile: 'headrace',
    namespace: 'ep',
    ...(deployment ? { flinkDeployment: deployment } : {}),
  } as const;
  return pinnedSettings(options).map(({ kind, key, value }) => `${kind} ${key}=${value}`);
}

const data = 'flink taskmanager.data.port=6121';
const rpc = 'flink taskmanager.rpc.port=6122';
const metrics = 'flink metrics.internal.query-service.port=6125';
const results = 'sysctl net.ipv4.ip_local_port_range=42000 42099';

test('every port that Flink would choose by itself is to be set, unless the FlinkDeployment sets it', () => {
  expect(settingsOf('{}')).toEqual([data, rpc, metrics, results]);
  expect(settingsOf('{flinkConfiguration: {taskmanager.rpc.port: "16122"}}')).toEqual([data, metrics, results]);
  const sysctls = '[{name: net.ipv4.ip_local_port_range, value: "50000 50099"}]';
  const template = `{podTemplate: {spec: {securityContext: {sysctls: ${sysctls}}}}}`;
  expect(settingsOf(template)).toEqual([data, rpc, metrics]);
});
