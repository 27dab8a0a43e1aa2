import type { Host } from '../support/network/host.ts';
import type { Enforcement } from './installation/enforcement.ts';

/** A call from a host to a port of another. */
export interface Call {
  readonly from: Host;
  readonly to: Host;
  readonly port: number;
}

/** A call and whether it came through: answered, be it by a refusal of a host on which nobody listens there. */
export interface Measured extends Call {
  readonly cameThrough: boolean;
}

/** How long an answer may take that must come, and how long is waited for one that must not (ms). */
export const patience = { forAnswer: 20_000, forSilence: 2_000 } as const;

/** Tries calls for real, all at the same time. @param wait how long an answer may take, in ms */
export function measure(calls: readonly Call[], wait: (call: Call) => number): Promise<Measured[]> {
  return Promise.all(
    calls.map(async (call) => {
      const answer = await call.from.probe(call.to.address, call.port, wait(call));
      return { ...call, cameThrough: answer !== 'silent' };
    }),
  );
}

/** Where what was measured is not what the policies say; in words, none when all is well. */
export function differences(measured: readonly Measured[], enforcement: Enforcement): string[] {
  return measured
    .filter(({ from, to, port, cameThrough }) => cameThrough !== enforcement.lets(from.name, to.name, port))
    .map(
      ({ from, to, port, cameThrough }) =>
        `${from.name} to ${to.name}:${port} ${cameThrough ? 'came through' : 'was dropped'}`,
    );
}

/** Calls from everybody to everybody else, on every port on which somebody listens and on those named. */
export async function everyCall(hosts: readonly Host[], also: readonly number[]): Promise<Call[]> {
  const found = await Promise.all(
    hosts.map(async (to) => {
      const ports = new Set([...(await to.listening()), ...also]);
      return hosts.filter((from) => from !== to).flatMap((from) => [...ports].map((port) => ({ from, to, port })));
    }),
  );
  return found.flat();
}
