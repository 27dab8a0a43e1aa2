import type { GenerateOptions } from '../generate/options.ts';

/** The command that prints what is missing, as far as options say it in a few words. */
export function commandFor({ profile, namespace, egress, platform }: GenerateOptions, more = ''): string {
  const named = platform === undefined || platform === 'kubernetes' ? '' : ` --platform ${platform}`;
  return `headrace netpol generate --profile ${profile} -n ${namespace}${egress ? ' --egress' : ''}${named}${more}`;
}
