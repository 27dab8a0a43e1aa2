import { randomBytes } from 'node:crypto';
import type { Labels } from '@headrace/netpol';
import type { Cluster } from '../connect/cluster.ts';
import { type Container, execute } from './exec.ts';
import type { RunningPod } from './pods.ts';
import { createProbePod, type ProbePod, removeProbePods, running } from './probe-pod-calls.ts';
import { type Answer, type ProbeTool, probeTools } from './probe-tools.ts';

/** The image of probe pods, and the rules for starting one beside a pod that has no program to probe with. */
export interface ProbePodRules {
  readonly image: string;
  readonly labelsOf: (pod: RunningPod) => Labels;
  /** Why this pod cannot have a probe pod; undefined if it can. */
  readonly whyNot: (pod: RunningPod) => string | undefined;
  readonly usersAreAssigned: (namespace: string) => boolean;
}

/** The result of a connection, or why there is none. */
export type Measured = { readonly answer: Answer; readonly by: string } | { readonly unknown: string };

export interface ProberOptions {
  /** Timeout in seconds, after which a connection counts as dropped. */
  readonly seconds: number;
  readonly probePod: ProbePodRules | undefined;
  readonly signal: AbortSignal;
}

interface Way {
  readonly container: Container;
  readonly by: ProbeTool;
}

/** Opens connections from pods with a program that each pod contains, which it determines once for each pod. */
export class Prober {
  private readonly cluster: Cluster;
  private readonly options: ProberOptions;
  private readonly ways = new Map<string, Promise<Way | { readonly unknown: string }>>();
  private readonly probePods: Promise<ProbePod>[] = [];
  private readonly closing = new AbortController();
  private readonly signal: AbortSignal;
  private readonly id = randomBytes(4).toString('hex');

  constructor(cluster: Cluster, options: ProberOptions) {
    this.cluster = cluster;
    this.options = options;
    this.signal = AbortSignal.any([options.signal, this.closing.signal]);
  }

  /** A real TCP connection from a pod to an address. @throws ClusterFault when no command may be run at all */
  async measure(from: RunningPod, address: string, port: number): Promise<Measured> {
    const way = await this.wayOf(from, address, port);
    if ('unknown' in way) return way;
    const answer = await this.tryBy(way, address, port);
    return answer === undefined
      ? { unknown: `${way.by.name} in ${way.container.pod} gave no answer` }
      : { answer, by: way.by.name };
  }

  /** Stops and removes all probe pods, also those that are still starting. @returns pods that could not be removed */
  async close(): Promise<ProbePod[]> {
    this.closing.abort();
    const started = await Promise.allSettled(this.probePods);
    return removeProbePods(
      this.cluster,
      started.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : [])),
    );
  }

  private wayOf(from: RunningPod, address: string, port: number): Promise<Way | { readonly unknown: string }> {
    const known = this.ways.get(from.uid);
    if (known) return known;
    const found = this.findWay(from, address, port);
    this.ways.set(from.uid, found);
    return found;
  }

  private async findWay(from: RunningPod, address: string, port: number): Promise<Way | { readonly unknown: string }> {
    const { namespace, name: pod } = from;
    const own = await this.firstOf(
      from.containers.map((name) => ({ namespace, pod, name })),
      address,
      port,
    );
    if (own) return own;
    const nothing = `${pod} has none of ${probeTools.map((m) => m.name).join(', ')}`;
    const { probePod } = this.options;
    if (!probePod) return { unknown: `${nothing}; allow a pod beside it with --probe-pod` };
    const why = probePod.whyNot(from);
    if (why !== undefined) return { unknown: `${nothing}, and no pod can stand for it: ${why}` };
    const wish = {
      pod: from,
      labels: probePod.labelsOf(from),
      image: probePod.image,
      usersAreAssigned: probePod.usersAreAssigned(namespace),
      id: `${this.id}-${this.probePods.length}`,
    };
    this.signal.throwIfAborted();
    const starting = createProbePod(this.cluster, wish);
    this.probePods.push(starting);
    const made = await starting;
    await running(this.cluster, made, this.signal);
    const beside = await this.firstOf([{ namespace, pod: made.name, name: 'probe' }], address, port);
    return beside ?? { unknown: `the image ${probePod.image} has no program to probe with` };
  }

  private async firstOf(containers: readonly Container[], address: string, port: number): Promise<Way | undefined> {
    for (const container of containers)
      for (const by of probeTools)
        if ((await this.tryBy({ container, by }, address, port)) !== undefined) return { container, by };
    return undefined;
  }

  private async tryBy({ container, by }: Way, address: string, port: number): Promise<Answer | undefined> {
    const { seconds } = this.options;
    this.signal.throwIfAborted();
    // The program itself gives up first; a node under load takes its time to start it.
    const patience = seconds * 1000 + 10_000;
    return by.read(await execute(this.cluster, container, by.command(address, port, seconds), patience, this.signal));
  }
}
