import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../connect/cluster.ts';
import { ClusterFault } from '../connect/fault.ts';
import { pathOf, pods } from '../read/resources.ts';
import { type ProbePodWish, probePod } from './probe-pod.ts';

/** Timeout (ms) for pulling the image and starting the container. */
const patience = 60_000;
const every = 250;

interface PodStatus {
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly { readonly state?: { readonly waiting?: { readonly reason?: string } } }[];
  };
}

/** A short-lived pod that represents another one. */
export interface ProbePod {
  readonly namespace: string;
  readonly name: string;
}

/** Creates a probe pod without waiting until it runs. @throws ClusterFault if the cluster rejects it */
export async function createProbePod(cluster: Cluster, wish: ProbePodWish): Promise<ProbePod> {
  const body = probePod(wish);
  const { namespace, name } = body.metadata;
  const what = `start a probe pod in namespace '${namespace}'`;
  await cluster.call(pathOf(pods, namespace), { method: 'POST', body, what });
  return { namespace, name };
}

/** Waits until a probe pod runs. @throws ClusterFault with the reason if it does not start */
export async function running(cluster: Cluster, { namespace, name }: ProbePod, signal: AbortSignal): Promise<void> {
  let waiting = 'no node took it';
  for (let waited = 0; waited < patience && !signal.aborted; waited += every) {
    const what = `read the probe pod ${namespace}/${name}`;
    const { status } = (await cluster.call(pathOf(pods, namespace, name), { what })) as PodStatus;
    if (status?.phase === 'Running') return;
    waiting = status?.containerStatuses?.[0]?.state?.waiting?.reason ?? waiting;
    if (status?.phase === 'Failed' || /Err|BackOff|Invalid/.test(waiting)) break;
    await sleep(every);
  }
  throw new ClusterFault(
    `The probe pod ${namespace}/${name} does not run (${waiting}). Name an image with --probe-pod that the nodes can fetch and that has sleep and one of node, bash, python3, nc.`,
  );
}

/** Deletes probe pods and waits until they are gone. @returns those that still exist after the timeout */
export async function removeProbePods(cluster: Cluster, all: readonly ProbePod[]): Promise<ProbePod[]> {
  const left = await Promise.all(all.map(async (one) => ((await remove(cluster, one)) ? [] : [one])));
  return left.flat();
}

async function remove(cluster: Cluster, { namespace, name }: ProbePod): Promise<boolean> {
  const path = pathOf(pods, namespace, name);
  const what = `delete the probe pod ${namespace}/${name}`;
  try {
    await cluster.call(path, { method: 'DELETE', what });
    for (let waited = 0; waited < patience / 2; waited += every) {
      await cluster.call(path, { what });
      await sleep(every);
    }
    return false;
  } catch (e) {
    return e instanceof ClusterFault && e.status === 404;
  }
}
