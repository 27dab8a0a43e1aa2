import { UserError } from '@headrace/text';
import { mayGoOn } from '../consent.ts';
import { printAsJson, say } from '../terminal.ts';
import type { Server } from './server.ts';
import { storedFlow } from './stored.ts';

/** `headrace flow delete`: moves a flow to the bin, from which the browser takes it out again. */
export async function remove(name: string, options: { yes: boolean; json: boolean }, server: Server): Promise<number> {
  const { id, name: known } = await storedFlow(name, server);
  const what = `The flow '${known}' goes to the bin.`;
  if (!(await mayGoOn(what, { option: '--yes', given: options.yes })))
    throw new UserError('It was not deleted.', 'command/declined');
  await server.api.flows.remove({ params: { id } });
  if (options.json) printAsJson({ deleted: { id, name: known } }, 2);
  else say(`'${known}' is in the bin.`);
  return 0;
}
