import { Listr, type ListrTask } from 'listr2';

/** Something to be done, with a title for people. */
export interface Step {
  readonly title: string;
  /** Left out of the list when false; asked when its turn comes. */
  readonly isNeeded?: () => boolean;
  /** `show` tells how far it is. */
  readonly run: (show: (text: string) => void) => Promise<void> | void;
}

/** Runs steps one after another and shows them, on a terminal or as plain lines. Fails with the fault of the first that does. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  let fault: unknown;
  const tasks: ListrTask[] = steps.map((step) => ({
    title: step.title,
    ...(step.isNeeded ? { enabled: step.isNeeded } : {}),
    task: async (_, task) => {
      try {
        await step.run((text) => {
          task.output = text;
        });
      } catch (error) {
        // The whole sentence is printed once, at the end, by whoever called.
        fault = error;
        throw new Error('see below');
      }
    },
  }));
  const list = new Listr(tasks, { registerSignalListeners: false, rendererOptions: { showErrorMessage: false } });
  await list.run().catch((error) => {
    throw fault ?? error;
  });
}
