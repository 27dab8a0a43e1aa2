import { describe, expect, test } from 'vitest';
import { scriptedApi, status } from '../testing/scripted-api.ts';
import { listAll } from './list.ts';
import { apiVersionOf, controllers, namespaces, pathOf, pods, services } from './resources.ts';

const item = (name: string) => ({ metadata: { name } });
const page = (items: readonly object[] | null, rest?: string) => ({
  json: { items, metadata: rest === undefined ? {} : { continue: rest } },
});

test('reads page after page, and gives each entry its kind and API', async () => {
  const { cluster, asked } = await scriptedApi((_, count) =>
    count === 1 ? page([item('a')], 'next') : page([item('b')], ''),
  );
  expect(await listAll(cluster, services, 'shop')).toEqual([
    { ...item('a'), kind: 'Service', apiVersion: 'v1' },
    { ...item('b'), kind: 'Service', apiVersion: 'v1' },
  ]);
  expect(asked.map(({ path, query }) => [path, query])).toEqual([
    ['/api/v1/namespaces/shop/services', { limit: '500' }],
    ['/api/v1/namespaces/shop/services', { limit: '500', continue: 'next' }],
  ]);
});

test.each<[string, object]>([
  ['null as Go writes it', { items: null, metadata: {} }],
  ['nothing', { metadata: {} }],
  ['no metadata', { items: [] }],
])('takes %s for an empty list', async (_, json) => {
  const { cluster } = await scriptedApi(() => ({ json }));
  expect(await listAll(cluster, services)).toEqual([]);
});

test('leaves out pods that have ended, and probe pods', async () => {
  const { cluster, asked } = await scriptedApi(() => page([]));
  await listAll(cluster, pods);
  expect(asked[0]?.query).toMatchObject({
    fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed',
    labelSelector: '!headrace.dev/probe',
  });
});

describe('a list that grew too old between two pages', () => {
  test('is begun anew, and nothing of it is there twice', async () => {
    const answers = [page([item('a')], 'old'), status(410, 'expired'), page([item('a')], 'new'), page([item('b')])];
    const { cluster, asked } = await scriptedApi((_, count) => answers[count - 1] ?? expect.fail());
    expect((await listAll(cluster, services)).map((o) => o.metadata.name)).toEqual(['a', 'b']);
    expect(asked.map(({ query }) => query.continue)).toEqual([undefined, 'old', undefined, 'new']);
  });

  test('twice is an error that says what to do', async () => {
    const { cluster, asked } = await scriptedApi(({ query }) =>
      query.continue === undefined ? page([item('a')], 'old') : status(410, 'expired'),
    );
    await expect(listAll(cluster, services)).rejects.toThrow(/twice it let the list go .* fewer namespaces/);
    expect(asked).toHaveLength(4);
  });

  test('is another error where it is the first page', async () => {
    const { cluster, asked } = await scriptedApi(() => status(410, 'expired'));
    await expect(listAll(cluster, services)).rejects.toMatchObject({ status: 410 });
    expect(asked).toHaveLength(1);
  });
});

test.each([
  [undefined, 'list services in all namespaces', 'or name those that you may see with --namespace'],
  ['shop', "list services in namespace 'shop'", 'Ask for a role that allows it.'],
])('says what was asked for where it may not be listed: namespace %s', async (namespace, what, instead) => {
  const { cluster } = await scriptedApi(() => status(403, 'forbidden'));
  const failed = await listAll(cluster, services, namespace).catch((error) => error);
  expect(failed.message).toContain(`may not ${what}`);
  expect(failed.message).toContain(instead);
});

test('names resources as the API does', () => {
  expect(controllers.map((resource) => `${apiVersionOf(resource)} ${resource.kind}`)).toContain('batch/v1 CronJob');
  expect(pathOf(namespaces, undefined, 'a b/c')).toBe('/api/v1/namespaces/a%20b%2Fc');
  expect(pathOf(services, 'x/y')).toBe('/api/v1/namespaces/x%2Fy/services');
});
