import type { NetworkView } from '../evaluate/messages.ts';

type Reviewed = Pick<NetworkView, 'diagnostics' | 'notes' | 'review' | 'unchecked'>;

/** The sentence of a review without findings. It says what was not reviewed, since that is not known to be in order. */
export function allClear({ diagnostics, notes, review, unchecked }: Reviewed): string | undefined {
  if (review.length > 0) return undefined;
  if (hasErrors(diagnostics)) return 'What could not be read was not reviewed.';
  if (hasErrors(notes)) return 'What the settings that make no sense are about was not reviewed.';
  if (unchecked) return 'Nothing of what was read is written in a way that some network plugin misreads.';
  return 'Nothing is missing, too wide, or written in a way that some network plugin misreads.';
}

/** The sentence of an empty list. */
export function emptyList({ diagnostics, unchecked }: Pick<Reviewed, 'diagnostics' | 'unchecked'>): string {
  if (hasErrors(diagnostics)) return 'Nothing of what is asked for is let through by what could be read.';
  return unchecked
    ? 'Nothing of what is asked for is let through.'
    : 'Nothing of what is asked for is let through, and nothing of it is missing.';
}

const hasErrors = (findings: Reviewed['diagnostics']): boolean => findings.some((f) => f.severity === 'error');
