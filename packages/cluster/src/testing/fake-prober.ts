import type { RunningPod } from '../probe/pods.ts';
import type { Answer } from '../probe/probe-tools.ts';
import { type Measured, Prober } from '../probe/prober.ts';
import { clusterAt } from './kubeconfig.ts';

/** A pod as a probe needs it. */
export const podOf = (name: string, workload = 0): RunningPod => ({
  namespace: 'ep',
  name,
  uid: `uid-${name}`,
  address: `address-of-${name}`,
  containers: ['main'],
  workload,
});

type Found = Answer | { readonly unknown: string } | Error | Promise<Answer>;

/** A prober whose connections fare as a function says; it opens none. */
export class FakeProber extends Prober {
  /** Connections that were tried: `from address port`. */
  readonly tried: string[] = [];
  private readonly fare: (tried: string, count: number) => Found;

  /** @param fare by the connection, and how often it was tried before */
  constructor(fare: (tried: string, count: number) => Found) {
    super(clusterAt('http://127.0.0.1:1'), { seconds: 1, probePod: undefined, signal: new AbortController().signal });
    this.fare = fare;
  }

  override async measure(from: RunningPod, address: string, port: number): Promise<Measured> {
    const one = `${from.name} ${address} ${port}`;
    const before = this.tried.filter((t) => t === one).length;
    this.tried.push(one);
    const found = await this.fare(one, before);
    if (found instanceof Error) throw found;
    return typeof found === 'string' ? { answer: found, by: 'fake' } : found;
  }
}
