import * as z from 'zod';

/**
 * What every refused or failed request answers (after RFC 9457, `application/problem+json`): what happened, where,
 * and what to do, in sentences that may be shown to a person as they are. Never a secret, never a stack trace.
 */
export const Problem = z.object({
  /** Stable and searchable: `kafka/unreachable`, `flow/stale-version`, `flow/not-found`. */
  code: z.string(),
  status: z.int(),
  title: z.string(),
  detail: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
