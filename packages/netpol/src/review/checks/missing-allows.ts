import type { Connection } from '@headrace/topology';
import { formatAddress } from '../../address/format.ts';
import type { CompiledPolicies } from '../../evaluate/compile.ts';
import { endpointNamed, familiesOf, reach, verdictOf } from '../../evaluate/reach.ts';
import type { Verdict } from '../../evaluate/verdict.ts';
import { workloadKey } from '../../model/world.ts';
import { describePorts, difference, isNone } from '../../ports/port-set.ts';
import type { ReviewFinding } from '../codes.ts';
import { commandFor } from '../command.ts';
import type { Installation, ReviewContext } from '../context.ts';
import { type Needed, neededBy } from '../needed.ts';
import { type NeededOutside, neededOutside } from '../needed-outside.ts';

/**
 * Connections of the topology that no policy lets through now, and those that would break if default-deny were applied:
 * between pods that are there, and to addresses outside that are known.
 */
export function missingAllows({ compiled, denied, installation }: ReviewContext): ReviewFinding[] {
  if (!installation) return [];
  const told = (one: Asked) => toldOf(one, compiled, denied);
  return [
    ...neededBy(installation).map((needed) => inside(needed, compiled, installation)),
    ...neededOutside(installation).flatMap((needed) => outside(needed, compiled, installation)),
  ].flatMap(told);
}

/** A connection that is needed, in words, with the question whether it gets through. */
interface Asked {
  readonly what: string;
  readonly without: string;
  readonly command: string;
  readonly verdictIn: (where: CompiledPolicies) => Verdict;
}

function inside({ from, to, ports, listener }: Needed, compiled: CompiledPolicies, installation: Installation): Asked {
  return {
    what: `${nameOf(compiled, from)} to ${nameOf(compiled, to)} on ${describePorts(ports)} (${listener.reason})`,
    without: listener.without,
    command: commandTo(installation, listener),
    verdictIn: (where) => {
      const { allowed, possible } = reach(where, { workload: from }, { workload: to });
      if (isNone(difference(ports, allowed))) return 'allowed';
      return isNone(difference(ports, possible)) ? 'unknown' : 'denied';
    },
  };
}

/** Asked only where caller and address are of one family: to the other one no policy could help. */
function outside(needed: NeededOutside, compiled: CompiledPolicies, installation: Installation): Asked[] {
  const { from, to, address, ports, listener } = needed;
  const caller = { workload: from };
  // The address may be that of a pod that is there: then its policies count too.
  const called = endpointNamed(compiled, formatAddress(address)) ?? { address };
  if (familiesOf(compiled, caller, called).length === 0) return [];
  return [
    {
      what: `${nameOf(compiled, from)} to ${to} on TCP ${ports.join(' or ')} (${listener.reason})`,
      without: listener.without,
      command: commandTo(installation, listener),
      verdictIn: (where) => {
        const all = ports.map((port) => verdictOf(where, caller, called, 'TCP', port));
        return all.find((v) => v === 'allowed') ?? all.find((v) => v === 'unknown') ?? 'denied';
      },
    },
  ];
}

function toldOf(
  { what, without, command, verdictIn }: Asked,
  compiled: CompiledPolicies,
  denied: CompiledPolicies,
): ReviewFinding[] {
  const [now, then] = [verdictIn(compiled), verdictIn(denied)];
  if (then === 'allowed') return [];
  const fix = `Apply the policies of '${command}' first.`;
  if (now === 'denied') {
    const message = `${what} is needed and not let through: ${without}.`;
    return [{ code: 'review/missing', severity: 'error', message, fix }];
  }
  if (then === 'unknown' || now === 'unknown') {
    const message = `Whether ${what} is let through is unknown, and it is needed: an address or the labels of a namespace are not in what was read.`;
    return [
      {
        code: 'review/unknown',
        severity: 'warning',
        message,
        fix: 'Read the cluster with --live, or see headrace netpol explain for what would decide it.',
      },
    ];
  }
  const message = `${what} would be cut off by default-deny: ${without}.`;
  return [{ code: 'review/breaks-under-default-deny', severity: 'warning', message, fix }];
}

function nameOf({ index }: CompiledPolicies, workload: number): string {
  const found = index.workloads[workload];
  return found ? workloadKey(found) : '';
}

/** The published set leaves pinned ports shut unless it is asked to open them. */
function commandTo({ options }: Installation, { pin }: Connection['listener']): string {
  return commandFor(options, pin && options.profile === 'ibm-event-automation' ? ' --pin-ports' : '');
}
