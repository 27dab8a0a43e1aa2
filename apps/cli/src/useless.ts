import type { Command } from 'commander';

/** Options (`--offline`) that do nothing where another one is, or is not, given; and the sentence that says why. */
export interface Useless {
  readonly option: string;
  readonly beside?: string;
  readonly without?: string;
  readonly because: string;
}

/** Refuses options that would have no effect: whoever wrote one expects something of it. */
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

/** Whether a person wrote an option. A positive and its `--no-` form are one to commander. */
function isGiven(command: Command, flag: string): boolean {
  const option = command.options.find((o) => o.long === flag);
  return option !== undefined && command.getOptionValueSource(option.attributeName()) === 'cli';
}
