import { type Connection, connections } from '@headrace/topology';
import type { Ready } from '../../evaluate/compile.ts';
import { allows } from '../../evaluate/reach.ts';
import { rangesOf } from '../../generate/ports.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { workloadKey } from '../../model/world.ts';
import type { Installation, ReviewContext } from '../context.ts';

/**
 * Connections of the topology between pods that are there: those that no policy lets through now, and those that would
 * break if default-deny were applied.
 */
export function needs({ ready, denied, installation }: ReviewContext): Finding[] {
  if (!installation) return [];
  return connections().flatMap((connection) => needsOf(connection, ready, denied, installation));
}

function needsOf(connection: Connection, ready: Ready, denied: Ready, installation: Installation): Finding[] {
  const { from, to, listener, outside } = connection;
  if (outside !== undefined || from === 'anyone' || from === 'scraper' || listener.when !== undefined) return [];
  const [range] = rangesOf(listener, installation.options);
  if (!range) return [];
  const [protocol = 'TCP'] = listener.protocols;
  return installation.workloadsOf(from).flatMap((caller) =>
    installation.workloadsOf(to).flatMap((called): Finding[] => {
      const isOpen = (where: Ready) => allows(where, { workload: caller }, { workload: called }, protocol, range.start);
      if (isOpen(denied)) return [];
      const names = [caller, called].map((i) => ready.places.workloads[i]).map((w) => (w ? workloadKey(w) : ''));
      const missing = !isOpen(ready);
      const what = `${names[0]} to ${names[1]} on ${protocol} ${range.start} (${listener.reason})`;
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
    }),
  );
}

/** The published set leaves pinned ports shut unless it is asked to open them. */
function commandFor({ options: { profile } }: Installation, { pin }: Connection['listener']): string {
  return `headrace netpol generate --profile ${profile}${pin && profile === 'ibm-event-automation' ? ' --pin-ports' : ''}`;
}
