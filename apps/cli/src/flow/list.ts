import { printAsJson, say } from '../terminal.ts';
import type { Server } from './server.ts';
import { storedFlows } from './stored.ts';
import { table } from './table.ts';

/** `headrace flow list`: the stored flows, newest change first. */
export async function list({ json }: { json: boolean }, server: Server): Promise<number> {
  const flows = await storedFlows(server);
  if (json)
    printAsJson(
      flows.map(({ id, name, description, state, version, updatedAt }) => ({
        id,
        name,
        description,
        state,
        version,
        updatedAt: new Date(updatedAt).toISOString(),
      })),
      2,
    );
  else if (flows.length === 0) say('There are no flows yet. Store one with: headrace flow run FILE.');
  else
    for (const line of table(
      ['NAME', 'STATE', 'VERSION', 'CHANGED', 'ID'],
      flows.map((f) => [f.name, f.state, String(f.version), new Date(f.updatedAt).toISOString(), f.id]),
    ))
      say(line);
  return 0;
}
