import type { Finding } from '@headrace/netpol';

/** More findings than this are not read, and take seconds to draw. */
export const findingBound = 200;

const severities = ['error', 'warning', 'info'] as const;
const words = { error: ['error', 'errors'], warning: ['warning', 'warnings'], info: ['note', 'notes'] } as const;

/** The first findings, errors before warnings before notes and each in its order; and how many more there are, in words. */
export function firstFindings(all: readonly Finding[]): { shown: readonly Finding[]; more: string | undefined } {
  const sorted = severities.flatMap((severity) => all.filter((f) => f.severity === severity));
  const rest = sorted.slice(findingBound);
  const counts = severities.flatMap((severity) => {
    const count = rest.filter((f) => f.severity === severity).length;
    return count === 0 ? [] : [`${count} more ${words[severity][count === 1 ? 0 : 1]}`];
  });
  return { shown: sorted.slice(0, findingBound), more: counts.length === 0 ? undefined : counts.join(', ') };
}
