import type { Grid } from '@headrace/netpol/matrix';
import { counted } from '@headrace/text';

/** What default-deny would do to connections that are let through now, in a sentence; nothing where it does nothing. */
export function cutOffSentence({ rows, leftOut }: Pick<Grid, 'rows' | 'leftOut'>, needsKnown: boolean): string {
  let needed = 0;
  let others = 0;
  for (const { cells } of rows)
    for (const { state, was } of cells) {
      if (was === undefined || was === 'denied') continue;
      if (state === 'missing') needed++;
      if (state === 'denied') others++;
    }
  if (needed + others === 0) return '';
  const what = leftOut.length > 0 ? 'Of the groups and ports shown, default-deny' : 'Default-deny';
  if (needed > 0 && others > 0)
    return `${what} breaks ${connections(needed)} that ${areOf(needed)} needed, and closes ${counted(others, 'other')}.`;
  if (needed > 0) return `${what} breaks ${connections(needed)} that ${areOf(needed)} needed.`;
  if (needsKnown) return `${what} closes ${connections(others)}, none of which the installation needs.`;
  return `${what} closes ${connections(others)}; what is needed was not checked.`;
}

const connections = (count: number): string => counted(count, 'connection');
const areOf = (count: number): string => (count === 1 ? 'is' : 'are');
