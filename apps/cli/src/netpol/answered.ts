import type { ReadWorld } from '@headrace/netpol';
import { complain } from '../terminal.ts';
import { hasErrors } from './read-path.ts';

/** Fine; findings, denied or changed; unknown, since what was read does not decide it. */
export type Answer = 0 | 1 | 3;

/**
 * The exit code of an answer about what was read: the one given, or 1 where something could not be read, which is said on
 * standard error. Half a world gives a wrong verdict, and a script that asks must not take it for a good one.
 */
export function answered(exitCode: Answer, ...read: readonly Pick<ReadWorld, 'findings'>[]): Answer {
  if (!read.some(({ findings }) => hasErrors(findings))) return exitCode;
  complain('The answer leaves out what could not be read: mend the errors above and ask again.');
  return 1;
}
