import type { Connection } from '@headrace/topology';
import type { Ready } from '../../evaluate/compile.ts';
import { allows } from '../../evaluate/reach.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { workloadKey } from '../../model/world.ts';
import type { Installation, ReviewContext } from '../context.ts';
import { type Needed, neededBy } from '../needed.ts';

/**
 * Connections of the topology between pods that are there: those that no policy lets through now, and those that would
 * break if default-deny were applied.
 */
export function needs({ ready, denied, installation }: ReviewContext): Finding[] {
  return installation ? neededBy(installation).flatMap((needed) => needsOf(needed, ready, denied, installation)) : [];
}

function needsOf(needed: Needed, ready: Ready, denied: Ready, installation: Installation): Finding[] {
  const { from, to, protocol, port, listener } = needed;
  const isOpen = (where: Ready) => allows(where, { workload: from }, { workload: to }, protocol, port);
  if (isOpen(denied)) return [];
  const names = [from, to].map((i) => ready.places.workloads[i]).map((w) => (w ? workloadKey(w) : ''));
  const missing = !isOpen(ready);
  const what = `${names[0]} to ${names[1]} on ${protocol} ${port} (${listener.reason})`;
  return [
    {
      code: missing ? 'review/missing' : 'review/breaks-under-default-deny',
      severity: missing ? 'error' : 'warning',
      message: missing
        ? `${what} is needed and not let through: ${listener.without}.`
        : `${what} would be cut off by default-deny: ${listener.without}.`,
      fix: `Apply the policies of '${commandFor(installation, listener)}' first.`,
    },
  ];
}

/** The published set leaves pinned ports shut unless it is asked to open them. */
function commandFor({ options: { profile } }: Installation, { pin }: Connection['listener']): string {
  return `headrace netpol generate --profile ${profile}${pin && profile === 'ibm-event-automation' ? ' --pin-ports' : ''}`;
}
