import { Cluster, readCluster } from '@headrace/cluster';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { apply } from './api.ts';
import { start } from './headrace.ts';
import { type ProxyServer, startProxy } from './proxy.ts';

const namespace = 'aged';
const pods = `/api/v1/namespaces/${namespace}/pods`;
/** More than a page of the reader holds; what comes late sorts into the first one. */
const names = Array.from({ length: 620 }, (_, i) => `many-${i}`);
const pod = (name: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: nothing}]}}`;

let proxy: ProxyServer;
/** So many second pages are still to come too late, and so many have. */
let late = 0;
let came = 0;
/** What was answered to each page of pods. */
const pages: string[] = [];

beforeAll(async () => {
  await apply(`{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`);
  await Promise.all(names.map((name) => apply(pod(name))));
  proxy = await startProxy(
    async (path) => {
      if (!isSecondPage(path) || late === 0) return;
      late--;
      // Something changes, so that the state that the first page was of is past.
      await apply(pod(`late-${++came}`));
      await compact();
    },
    (path, status) => {
      if (path.startsWith(pods)) pages.push(`${isSecondPage(path) ? 'second' : 'first'} ${status}`);
    },
  );
});
afterAll(() => proxy?.close());
beforeEach(() => {
  pages.length = 0;
});

const isSecondPage = (path: string) => path.startsWith(pods) && path.includes('continue=');

/** Throws away what etcd keeps of before now, as an API server has it done every few minutes. */
async function compact(): Promise<void> {
  const { header } = (await etcd('range', { key: Buffer.from('compact_rev_key').toString('base64') })) as {
    header: { revision: string };
  };
  await etcd('compaction', { revision: header.revision });
}

async function etcd(what: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${inject('cluster').store}/v3/kv/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`etcd did not do ${what}: ${await answer.text()}`);
  return answer.json();
}

test('a list that grew too old between two pages is begun anew: all that is there now, and nothing twice', async () => {
  late = 1;
  const found = await readCluster(new Cluster({ kubeconfig: proxy.kubeconfig }), [namespace]);
  expect(pages).toEqual(['first 200', 'second 410', 'first 200', 'second 200']);
  expect(found.pods.map((p) => p.metadata.name).sort()).toEqual([...names, 'late-1'].sort());
});

test('one that grows too old again ends with a sentence', async () => {
  late = 2;
  const { code, out, err } = await start('list', '--live', '--kubeconfig', proxy.kubeconfig, '-n', namespace).ended;
  expect(pages).toEqual(['first 200', 'second 410', 'first 200', 'second 410']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  const [warning, ...rest] = err.split('\n');
  expect(warning).toContain('is not verified (insecure-skip-tls-verify)');
  expect(rest.join('\n')).toBe(
    `The cluster of context 'proxy' could not list pods in namespace '${namespace}' to the end: twice it let the list go before all of it was read. Try again, or name fewer namespaces with --namespace.\n`,
  );
});
