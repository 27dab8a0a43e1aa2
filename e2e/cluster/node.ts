import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import type { Host } from '../support/network/host.ts';
import { createNetwork, type Network, type Wanted } from '../support/network/network.ts';
import { type Applied, api, apply } from './api.ts';
import { enforce, type Seen } from './enforce.ts';
import { makeImages } from './programs.ts';
import { podsFolder } from './start.ts';

interface Pod extends Applied {
  readonly metadata: Applied['metadata'] & { readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly image: string }[] };
}

/**
 * The one node of the cluster: takes every pod of its namespaces, lets it run as a host of a network of its own, and enforces
 * the policies that the API server has at the time, as a network plugin does. A pod takes the host of its name, or a spare one.
 */
export class TestNode {
  /** Off: policies are accepted and not enforced. */
  enforcing = true;
  /** Shut for the network whatever the policies say, as by a firewall outside the cluster. */
  readonly firewalled = new Set<number>();
  private readonly network: Network;
  private readonly namespaces: readonly string[];
  private readonly hosts = new Map<string, Host>();
  private state = '';
  private over = false;
  private work: Promise<void> = Promise.resolve();

  private constructor(network: Network, namespaces: readonly string[]) {
    this.network = network;
    this.namespaces = namespaces;
  }

  static async start(namespaces: readonly string[], hosts: readonly Wanted[]): Promise<TestNode> {
    const spares = [1, 2, 3].map((i) => ({ name: `spare-${i}` }));
    const node = new TestNode(await createNetwork([...hosts, ...spares]), namespaces);
    makeImages(node.images);
    const { kubeletPort } = inject('cluster');
    await apply(
      `{apiVersion: v1, kind: Node, metadata: {name: node}, status: {addresses: [{type: InternalIP, address: 127.0.0.1}], daemonEndpoints: {kubeletEndpoint: {Port: ${kubeletPort}}}}}`,
    );
    node.work = node.loop();
    return node;
  }

  async close(): Promise<void> {
    this.over = true;
    await this.work;
    await this.network.close();
  }

  /** Pods that run here now, as `namespace/name`. */
  running(): string[] {
    return [...this.hosts.keys()].sort();
  }

  private get images(): string {
    return join(this.network.folder, 'images');
  }

  private async loop(): Promise<void> {
    while (!this.over) {
      await this.step();
      await sleep(50);
    }
  }

  private async step(): Promise<void> {
    const seen: Seen = { namespaces: [], pods: [], policies: [] };
    for (const namespace of this.namespaces) {
      const list = async (path: string) => {
        const found = (await api().call(path, { what: `list ${path}` })) as { items: Applied[] };
        return found.items;
      };
      const root = `namespaces/${namespace}`;
      seen.namespaces.push((await api().call(`/api/v1/${root}`, { what: root })) as Applied);
      seen.pods.push(...(await list(`/api/v1/${root}/pods`)));
      seen.policies.push(...(await list(`/apis/networking.k8s.io/v1/${root}/networkpolicies`)));
    }
    for (const pod of seen.pods as Pod[]) await this.care(pod);
    await this.filter(seen);
  }

  private async care(pod: Pod): Promise<void> {
    const { namespace = '', name, deletionTimestamp } = pod.metadata;
    const key = `${namespace}/${name}`;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if (deletionTimestamp !== undefined) {
      this.hosts.delete(key);
      rmSync(this.noteOf(key), { force: true });
      await api().call(path, { method: 'DELETE', query: { gracePeriodSeconds: '0' }, what: 'end' });
    } else if (pod.spec.nodeName === undefined) {
      const body = { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target: { kind: 'Node', name: 'node' } };
      await api().call(`${path}/binding`, { method: 'POST', body, what: 'bind' });
    } else if (!this.hosts.has(key)) await this.begin(pod, key, path);
  }

  private async begin(pod: Pod, key: string, path: string): Promise<void> {
    const used = new Set(this.hosts.values());
    const own = this.network.hosts.get(pod.metadata.name);
    const host = own ?? [...this.network.hosts.values()].find((h) => h.name.startsWith('spare') && !used.has(h));
    if (!host) throw new Error(`there is no host for the pod ${key}`);
    this.hosts.set(key, host);
    const note = {
      network: host.namespace,
      programs: join(this.images, pod.spec.containers[0]?.image.split('@')[0] ?? ''),
    };
    mkdirSync(dirname(this.noteOf(key)), { recursive: true });
    writeFileSync(this.noteOf(key), JSON.stringify(note));
    const status = { phase: 'Running', podIP: host.address, podIPs: [{ ip: host.address }] };
    const contentType = 'application/merge-patch+json';
    await api().call(`${path}/status`, { method: 'PATCH', body: { status }, contentType, what: 'report' });
  }

  private noteOf(key: string): string {
    return `${join(podsFolder(inject('cluster').folder), key)}.json`;
  }

  private async filter(seen: Seen): Promise<void> {
    const objects = [...seen.namespaces, ...seen.pods, ...seen.policies];
    const versions = objects.map((o) => o.metadata.uid + o.metadata.resourceVersion);
    const state = JSON.stringify([versions, this.running(), this.enforcing, [...this.firewalled]]);
    if (state === this.state) return;
    await enforce(this.enforcing ? seen : { ...seen, policies: [] }, [...this.hosts.values()], this.firewalled);
    this.state = state;
  }
}
