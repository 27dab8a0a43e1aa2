import { describe, expect, test } from 'vitest';
import { type Answer, scriptedApi, status } from '../testing/scripted-api.ts';
import { readFlinkDeployments, readKubernetesApi } from './installation.ts';

describe('Flink clusters of a namespace', () => {
  const api = '/apis/flink.apache.org/v1beta1';
  const named = (...names: string[]) => ({ json: { items: names.map((name) => ({ metadata: { name } })) } });

  async function clusterOf(kinds: readonly string[], lists: Readonly<Record<string, Answer>>) {
    return scriptedApi(({ path }) => {
      if (path === api) return { json: { resources: kinds.map((name) => ({ name })) } };
      return lists[path.slice(path.lastIndexOf('/') + 1)] ?? status(404);
    });
  }

  test('are files named by cluster, namespace and kind', async () => {
    const { cluster } = await clusterOf(['flinkdeployments'], { flinkdeployments: named('orders') });
    const [file, ...more] = await readFlinkDeployments(cluster, 'ep');
    expect(file?.file).toBe('cluster:ep/FlinkDeployment/orders');
    expect(JSON.parse(file?.text ?? '')).toMatchObject({ kind: 'FlinkDeployment', metadata: { name: 'orders' } });
    expect(more).toEqual([]);
  });

  test('leave out the children of a FlinkBlueGreenDeployment', async () => {
    const { cluster } = await clusterOf(['flinkdeployments', 'flinkbluegreendeployments'], {
      flinkdeployments: named('orders-blue', 'orders-green', 'other-blue'),
      flinkbluegreendeployments: named('orders'),
    });
    expect((await readFlinkDeployments(cluster, 'ep')).map(({ file }) => file)).toEqual([
      'cluster:ep/FlinkBlueGreenDeployment/orders',
      'cluster:ep/FlinkDeployment/other-blue',
    ]);
  });

  test('are none where the operator is not installed', async () => {
    const { cluster, asked } = await scriptedApi(() => status(404));
    expect(await readFlinkDeployments(cluster, 'ep')).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  test('name another way where they may not be listed', async () => {
    const { cluster } = await clusterOf(['flinkdeployments'], { flinkdeployments: status(403) });
    await expect(readFlinkDeployments(cluster, 'ep')).rejects.toThrow(
      /or save the FlinkDeployment to a file and name it/,
    );
  });
});

describe('addresses of the API server', () => {
  async function read(service: object, slices: readonly object[]) {
    const { cluster } = await scriptedApi(({ path }) =>
      path.endsWith('/endpointslices') ? { json: { items: slices } } : { json: { spec: service } },
    );
    return readKubernetesApi(cluster);
  }
  const slice = (ports: readonly (number | undefined)[] | null, ...addresses: string[]) => ({
    metadata: { name: 's' },
    ports: ports?.map((port) => (port === undefined ? {} : { port })) ?? null,
    endpoints: addresses.length === 0 ? null : [{ addresses }],
  });

  test.each<[string, object, readonly object[], string[]]>([
    [
      'are those of the Service and of its endpoints',
      { clusterIPs: ['10.96.0.1'], ports: [{ port: 443 }] },
      [slice([6443], '192.168.1.10', '192.168.1.11')],
      ['10.96.0.1', '192.168.1.10', '192.168.1.11'],
    ],
    [
      'have their port where it is none of the usual ones',
      { clusterIPs: ['10.96.0.1', 'fd00::1'], ports: [{ port: 8443 }] },
      [slice([16_443], '192.168.1.10')],
      ['10.96.0.1:8443', '[fd00::1]:8443', '192.168.1.10:16443'],
    ],
    [
      'are there once each',
      { clusterIPs: ['10.96.0.1'], ports: [{ port: 443 }] },
      [slice([6443], '10.96.0.1'), slice([443], '10.96.0.1')],
      ['10.96.0.1'],
    ],
    ['may have no endpoints', { clusterIPs: ['10.96.0.1'], ports: [{ port: 443 }] }, [slice(null)], ['10.96.0.1']],
    ['may be none', {}, [], []],
    ['have no port where a slice names none', {}, [slice([undefined], '192.168.1.10')], ['192.168.1.10']],
  ])('%s', async (_, service, slices, expected) => {
    expect(await read(service, slices)).toEqual(expected);
  });

  test('name another way where they may not be read', async () => {
    const { cluster } = await scriptedApi(() => status(403));
    await expect(readKubernetesApi(cluster)).rejects.toThrow(/--kubernetes-api/);
  });
});
