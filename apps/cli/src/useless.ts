import type { Command } from 'commander';

/** An option (`--offline`) that has no effect with, or without, another option, and the reason. */
export interface Useless {
  readonly option: string;
  readonly beside?: string;
  readonly without?: string;
  readonly because: string;
}

/** Rejects options that would have no effect, since the user expects one. */
export function refuseUseless(command: Command, rules: readonly Useless[]): Command {
  return command.hook('preAction', (_, action) => {
    for (const { option, beside, without, because } of rules) {
      if (!isGiven(action, option)) continue;
      const isUseless =
        beside !== undefined ? isGiven(action, beside) : without !== undefined && !isGiven(action, without);
      if (isUseless) action.error(`error: ${option} has no effect here: ${because}`, { exitCode: 2 });
    }
  });
}

/** Whether an option was given on the command line. An option and its `--no-` form are one option to commander. */
function isGiven(command: Command, flag: string): boolean {
  const option = command.options.find((o) => o.long === flag);
  return option !== undefined && command.getOptionValueSource(option.attributeName()) === 'cli';
}
