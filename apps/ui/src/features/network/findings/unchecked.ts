import type { Unchecked } from '../evaluate/messages.ts';

/** Why nothing is called missing. */
export const uncheckedSentence = ({ profile, namespace }: Unchecked): string =>
  `What an installation needs was not checked, since no pod of profile ${profile} is in namespace ${namespace}.`;
