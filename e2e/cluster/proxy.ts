import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inject } from 'vitest';
import { stringify } from 'yaml';

/** Stands between Headrace and the API server. */
export interface ProxyServer {
  /** What leads to it. */
  readonly kubeconfig: string;
  close(): void;
}

/**
 * Passes every request on, as the administrator. It first waits for `before` with the path, and says with `after` which
 * status was answered.
 */
export async function startProxy(
  before: (path: string) => Promise<void>,
  after: (path: string, status: number) => void,
): Promise<ProxyServer> {
  const { folder, server: target } = inject('cluster');
  const file = (name: string) => readFileSync(join(folder, 'pki', name));
  const tls = { ca: file('ca.crt'), cert: file('admin.crt'), key: file('admin.key') };
  const pass = async (asked: IncomingMessage, answer: ServerResponse) => {
    const { url = '/', method } = asked;
    await before(url);
    const passed = request(`${target}${url}`, { method, headers: asked.headers, ...tls }, (response) => {
      after(url, response.statusCode ?? 0);
      answer.writeHead(response.statusCode ?? 0, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  };
  const server = createServer((asked, answer) => {
    pass(asked, answer).catch((e: Error) => answer.writeHead(500).end(e.message));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const kubeconfig = join(folder, 'proxy.kubeconfig');
  const { port } = server.address() as AddressInfo;
  writeFileSync(kubeconfig, kubeconfigOf(`http://127.0.0.1:${port}`));
  return { kubeconfig, close: () => server.close() };
}

const kubeconfigOf = (server: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'proxy',
    // Without it the client speaks to no address without TLS.
    clusters: [{ name: 'proxy', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'nobody', user: {} }],
    contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'nobody' } }],
  });
