import type { Connection } from '@headrace/topology';
import { formatAddress } from '../../address/format.ts';
import type { Ready } from '../../evaluate/compile.ts';
import { allows, endNamed, familiesOf, reach } from '../../evaluate/reach.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { workloadKey } from '../../model/world.ts';
import { describePorts, difference, isNone } from '../../ports/port-set.ts';
import { commandFor } from '../command.ts';
import type { Installation, ReviewContext } from '../context.ts';
import { type Needed, neededBy } from '../needed.ts';
import { type NeededOutside, neededOutside } from '../needed-outside.ts';

/**
 * Connections of the topology that no policy lets through now, and those that would break if default-deny were applied:
 * between pods that are there, and to addresses outside that are known.
 */
export function needs({ ready, denied, installation }: ReviewContext): Finding[] {
  if (!installation) return [];
  const told = (one: Asked) => toldOf(one, ready, denied);
  return [
    ...neededBy(installation).map((needed) => inside(needed, ready, installation)),
    ...neededOutside(installation).flatMap((needed) => outside(needed, ready, installation)),
  ].flatMap(told);
}

/** A connection that is needed, in words, with the question whether it gets through. */
interface Asked {
  readonly what: string;
  readonly without: string;
  readonly command: string;
  readonly isOpen: (where: Ready) => boolean;
}

function inside({ from, to, ports, listener }: Needed, ready: Ready, installation: Installation): Asked {
  return {
    what: `${nameOf(ready, from)} to ${nameOf(ready, to)} on ${describePorts(ports)} (${listener.reason})`,
    without: listener.without,
    command: commandTo(installation, listener),
    isOpen: (where) => isNone(difference(ports, reach(where, { workload: from }, { workload: to }))),
  };
}

/** Asked only where caller and address are of one family: to the other one no policy could help. */
function outside(needed: NeededOutside, ready: Ready, installation: Installation): Asked[] {
  const { from, to, address, ports, listener } = needed;
  const caller = { workload: from };
  // The address may be that of a pod that is there: then its policies count too.
  const called = endNamed(ready, formatAddress(address)) ?? { address };
  if (familiesOf(ready, caller, called).length === 0) return [];
  return [
    {
      what: `${nameOf(ready, from)} to ${to} on TCP ${ports.join(' or ')} (${listener.reason})`,
      without: listener.without,
      command: commandTo(installation, listener),
      isOpen: (where) => ports.some((port) => allows(where, caller, called, 'TCP', port)),
    },
  ];
}

function toldOf({ what, without, command, isOpen }: Asked, ready: Ready, denied: Ready): Finding[] {
  if (isOpen(denied)) return [];
  const missing = !isOpen(ready);
  return [
    {
      code: missing ? 'review/missing' : 'review/breaks-under-default-deny',
      severity: missing ? 'error' : 'warning',
      message: missing
        ? `${what} is needed and not let through: ${without}.`
        : `${what} would be cut off by default-deny: ${without}.`,
      fix: `Apply the policies of '${command}' first.`,
    },
  ];
}

function nameOf({ places }: Ready, workload: number): string {
  const found = places.workloads[workload];
  return found ? workloadKey(found) : '';
}

/** The published set leaves pinned ports shut unless it is asked to open them. */
function commandTo({ options }: Installation, { pin }: Connection['listener']): string {
  return commandFor(options, pin && options.profile === 'ibm-event-automation' ? ' --pin-ports' : '');
}
