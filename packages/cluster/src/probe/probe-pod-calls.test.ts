import { describe, expect, test } from 'vitest';
import { podOf } from '../testing/fake-prober.ts';
import { type Answer, scriptedApi, status } from '../testing/scripted-api.ts';
import { createProbePod, removeProbePods, running } from './probe-pod-calls.ts';

const made = { namespace: 'ep', name: 'web-probe-1' };
const phase = (name: string, waiting?: string): Answer => ({
  json: {
    status: {
      phase: name,
      ...(waiting === undefined ? {} : { containerStatuses: [{ state: { waiting: { reason: waiting } } }] }),
    },
  },
});
const never = new AbortController().signal;

test('creates a probe pod in the namespace of the pod that it represents', async () => {
  const { cluster, asked } = await scriptedApi(() => ({ json: {} }));
  const wish = { pod: podOf('web'), labels: { app: 'web' }, image: 'image', usersAreAssigned: false, id: '1' };
  expect(await createProbePod(cluster, wish)).toEqual(made);
  expect(asked[0]).toMatchObject({ method: 'POST', path: '/api/v1/namespaces/ep/pods' });
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
    kind: 'Pod',
    metadata: { name: 'web-probe-1', namespace: 'ep', labels: { app: 'web', 'headrace.dev/probe': '1' } },
  });
});

describe('waiting for a probe pod', () => {
  test('ends when it runs', async () => {
    const answers = [phase('Pending', 'ContainerCreating'), phase('Running')];
    const { cluster, asked } = await scriptedApi((_, count) => answers[count - 1] ?? expect.fail());
    await running(cluster, made, never);
    expect(asked.map(({ path }) => path)).toEqual(Array(2).fill('/api/v1/namespaces/ep/pods/web-probe-1'));
  });

  test.each<[string, Answer, string]>([
    ['its image cannot be pulled', phase('Pending', 'ErrImagePull'), 'ErrImagePull'],
    ['pulling is tried again and again', phase('Pending', 'ImagePullBackOff'), 'ImagePullBackOff'],
    ['its image has no name', phase('Pending', 'InvalidImageName'), 'InvalidImageName'],
    ['it failed', phase('Failed'), 'no node took it'],
  ])('fails at once where %s', async (_, answer, reason) => {
    const { cluster, asked } = await scriptedApi(() => answer);
    await expect(running(cluster, made, never)).rejects.toThrow(
      `The probe pod ep/web-probe-1 does not run (${reason}). Name an image with --probe-pod`,
    );
    expect(asked).toHaveLength(1);
  });

  test('asks for nothing after it was interrupted', async () => {
    const { cluster, asked } = await scriptedApi(() => phase('Pending'));
    await expect(running(cluster, made, AbortSignal.abort())).rejects.toThrow('does not run');
    expect(asked).toEqual([]);
  });

  test('fails as the cluster does', async () => {
    const { cluster } = await scriptedApi(() => status(403, 'no'));
    await expect(running(cluster, made, never)).rejects.toThrow(/may not read the probe pod ep\/web-probe-1/);
  });
});

describe('removing probe pods', () => {
  const other = { namespace: 'ep', name: 'db-probe-2' };

  test('waits until each is gone', async () => {
    const reads = new Map<string, number>();
    const { cluster, asked } = await scriptedApi(({ method, path }) => {
      if (method === 'DELETE') return { json: {} };
      const before = reads.get(path) ?? 0;
      reads.set(path, before + 1);
      return before === 0 ? phase('Running') : status(404);
    });
    expect(await removeProbePods(cluster, [made, other])).toEqual([]);
    expect(
      asked
        .filter(({ method }) => method === 'DELETE')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['/api/v1/namespaces/ep/pods/db-probe-2', '/api/v1/namespaces/ep/pods/web-probe-1']);
  });

  test('takes one that is gone already for removed', async () => {
    const { cluster } = await scriptedApi(() => status(404));
    expect(await removeProbePods(cluster, [made])).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['may not be deleted', status(403)],
    ['cannot be asked for', { raw: (response) => response.destroy() }],
  ])('names one that %s, and removes the others', async (_, answer) => {
    const { cluster } = await scriptedApi(({ path }) => (path.endsWith(other.name) ? answer : status(404)));
    expect(await removeProbePods(cluster, [made, other])).toEqual([other]);
  });

  test('of none needs no request', async () => {
    const { cluster, asked } = await scriptedApi(() => expect.fail());
    expect(await removeProbePods(cluster, [])).toEqual([]);
    expect(asked).toEqual([]);
  });
});
