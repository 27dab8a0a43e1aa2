import type { FlowSummary, StoredFlow } from '@headrace/api';
import { CannotRun } from '../cannot-run.ts';
import { mayGoOn } from '../consent.ts';
import type { FlowFile } from './file.ts';
import type { Server } from './server.ts';

/**
 * Makes sure that Flink may work on the text of a file: it is the text of a stored flow that a person trusts, or the
 * person says so now, at the terminal or with `--trust`.
 * @throws CannotRun when the person does not say so
 */
export async function requireTrust(file: FlowFile, trusted: boolean, server: Server): Promise<void> {
  if (trusted || (await isStored(file, server))) return;
  const what = `${file.path} is no stored flow of ${server.address}: Flink will work on its text. Go on only if you trust it.`;
  if (!(await mayGoOn(what, { option: '--trust', given: trusted })))
    throw new CannotRun('Flink was not asked. The structure alone is checked by: headrace flow check --offline.');
}

async function isStored({ text, parsed }: FlowFile, server: Server): Promise<boolean> {
  const flows = await server.call<FlowSummary[]>('GET', '/api/flows');
  const same = flows.find((flow) => flow.name === parsed.document?.metadata.name && flow.deletedAt === null);
  if (!same) return false;
  const stored = await server.call<StoredFlow>('GET', `/api/flows/${encodeURIComponent(same.id)}`);
  return stored.trusted && stored.text === text;
}
