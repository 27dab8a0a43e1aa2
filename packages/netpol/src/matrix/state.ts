import type { Caller } from '@headrace/topology';
import { difference, intersection, isNone, type PortSet, ports, type Reach } from '../index.ts';
import type { GridState } from './grid.ts';
import type { RowPort } from './ports.ts';

/** What decides the state of one cell. */
export interface CellFacts {
  readonly port: RowPort;
  /** What the caller may reach at the target. */
  readonly reached: Reach;
  /** What anyone outside may. */
  readonly byAnyone: PortSet;
  /** The caller's component; `anyone` for the outside. */
  readonly caller: Caller | undefined;
  /** The target belongs to an installation whose needs are known. */
  readonly known: boolean;
}

/** Whether and how a connection is let through, beside whether it should be. */
export function stateOf({ port, reached, byAnyone, caller, known }: CellFacts): GridState {
  const asked = ports(port.protocol, port.start, port.stop);
  const needed = caller !== undefined && port.need?.callers.has(caller) === true;
  const { allowed, possible } = reached;
  if (isNone(intersection(asked, possible))) return needed ? 'missing' : 'denied';
  const shut = !isNone(difference(asked, possible));
  if (shut && needed) return 'missing';
  if (!isNone(difference(intersection(asked, possible), allowed))) return 'unknown';
  if (shut) return 'partly';
  if (needed) return caller === 'anyone' ? 'open' : 'allowed';
  const forAnyone = isNone(difference(asked, byAnyone));
  if (forAnyone && port.need?.callers.has('anyone')) return 'open';
  if (known) return 'wide';
  return forAnyone ? 'open' : 'allowed';
}
