import { expect, test } from 'vitest';
import { readFlinkDeployment } from './deployment.ts';

function openedBy(settings: readonly string[], more = '') {
  const { deployment, findings } = readFlinkDeployment({
    file: 'flink.yaml',
    text: `kind: FlinkDeployment\nspec: {flinkConfiguration: {${settings.join(', ')}}${more}}\n`,
  });
  const ports = [...(deployment?.ports ?? [])].map(
    ([option, ranges]) =>
      `${option} ${ranges.map(({ start, end }) => (start === end ? start : `${start}-${end}`)).join(',')}`,
  );
  return { ports, faults: findings.map(({ message }) => message) };
}
const highlyAvailable = 'high-availability.type: kubernetes';

// KubernetesUtils.checkAndUpdatePortConfigOption, called by deployClusterInternal of KubernetesClusterDescriptor (native) and of
// KubernetesStandaloneClusterDescriptor (standalone): 0 becomes the option's default, whatever else is not one number is refused.
test.each([
  ['blob.server.port', '6124'],
  ['taskmanager.rpc.port', '6122'],
  ['rest.bind-port', '8081'],
])('0 for %s is the port %s, in native and standalone mode alike', (option, port) => {
  for (const mode of ['', ', mode: standalone'])
    expect(openedBy([`${option}: "0"`], mode)).toEqual({ ports: [`${option} ${port}`], faults: [] });
});

test.each(['blob.server.port', 'taskmanager.rpc.port', 'rest.bind-port'])(
  'a range for %s is refused, as the cluster does not start with one',
  (option) => {
    for (const mode of ['', ', mode: standalone'])
      expect(openedBy([`${option}: 50100-50200`], mode)).toEqual({
        ports: [],
        faults: [expect.stringContaining("on Kubernetes Flink needs one fixed port here and refuses '50100-50200'")],
      });
  },
);

// Container ports and Service ports of 0 are refused by the API server; the others are the system's to choose.
test.each([
  ['rest.port', 'no container and no Service has port 0'],
  ['jobmanager.rpc.port', 'no container and no Service has port 0'],
  ['taskmanager.data.port', '0 means any free port, which no policy can open'],
  ['taskmanager.data.bind-port', '0 means any free port, which no policy can open'],
  ['jobmanager.rpc.bind-port', '0 means any free port, which no policy can open'],
  ['taskmanager.rpc.bind-port', '0 means any free port, which no policy can open'],
  ['metrics.internal.query-service.port', '0 means any free port, which no policy can open'],
])('0 for %s cannot be opened: %s', (option, message) => {
  expect(openedBy([`${option}: 0`])).toEqual({ ports: [], faults: [expect.stringContaining(message)] });
});

// ClusterEntrypoint.getRPCPortRange: with high availability the RPC port is high-availability.jobmanager.port.
test.each([
  ['is not read without high availability', [], '6200', []],
  ['is the RPC port with it', [highlyAvailable], '6200', ['high-availability.jobmanager.port 6200']],
  ['is the usual RPC port where it is 0', [highlyAvailable], '0', ['high-availability.jobmanager.port 6123']],
  [
    'is the RPC port that is set where it is 0',
    [highlyAvailable, 'jobmanager.rpc.port: 7123'],
    '0',
    ['jobmanager.rpc.port 7123', 'high-availability.jobmanager.port 7123'],
  ],
])('high-availability.jobmanager.port %s', (_, settings, port, ports) => {
  expect(openedBy([...settings, `high-availability.jobmanager.port: "${port}"`])).toEqual({ ports, faults: [] });
});

test('a range for the RPC port of high availability is refused', () => {
  const { ports, faults } = openedBy([highlyAvailable, 'high-availability.jobmanager.port: 50000-50010']);
  expect(ports).toEqual([]);
  expect(faults).toEqual([expect.stringContaining('needs one fixed port here')]);
});

// RestOptions.PORT and HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE: withDeprecatedKeys.
test.each([
  ['the older name is read', ['web.port: 18081'], ['rest.port 18081']],
  ['the newer name goes before it', ['web.port: 18081', 'rest.port: 18082'], ['rest.port 18082']],
  ['in whatever order they are', ['rest.port: 18082', 'web.port: 18081'], ['rest.port 18082']],
  [
    'the older name of the RPC port is read with high availability',
    [highlyAvailable, 'recovery.jobmanager.port: "6200"'],
    ['high-availability.jobmanager.port 6200'],
  ],
])('%s', (_, settings, ports) => {
  expect(openedBy(settings)).toEqual({ ports, faults: [] });
});

test.each([
  ['rest.port', '8081-8090'],
  ['jobmanager.rpc.port', '6123,6124'],
  ['rest.port', 'x'],
  ['blob.server.port', '70000'],
  ['taskmanager.data.port', ' 1 - 2 '],
])('%s is not opened for “%s”, and one fault says so', (option, text) => {
  const { ports, faults } = openedBy([`${option}: "${text}"`]);
  expect(ports).toEqual([]);
  expect(faults).toEqual([expect.stringContaining(`${option} cannot be opened`)]);
});
