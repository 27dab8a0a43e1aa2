import type { Endpoint } from '../index.ts';

/** Everybody outside of whom no rule knows: no address in particular, since rules may tell any two apart. */
export const anyone = { anyone: true } as const;

/** One end of a connection. */
export type MatrixEndpoint = Endpoint | typeof anyone;

export const isAnyone = (end: MatrixEndpoint): end is typeof anyone => 'anyone' in end;

/** Whether two ends of connections in one world are the same. */
export function isSameEndpoint(a: MatrixEndpoint, b: MatrixEndpoint): boolean {
  if (isAnyone(a) || isAnyone(b)) return isAnyone(a) && isAnyone(b);
  if ('workload' in a || 'workload' in b) return 'workload' in a && 'workload' in b && a.workload === b.workload;
  return a.address.family === b.address.family && a.address.value === b.address.value;
}
