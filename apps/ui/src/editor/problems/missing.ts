import type { Diagnostic } from '@headrace/flow';

/** What has not been filled in or connected yet: half-done is a normal state, so it is marked without shouting. */
const codes: readonly string[] = ['config/missing', 'link/missing-input'];

export const isStillMissing = (diagnostic: Diagnostic): boolean => codes.includes(diagnostic.code);
