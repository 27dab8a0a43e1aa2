import { type AnyDiagnostic, hasErrors } from '@headrace/flow';
import { UserError } from '@headrace/text';
import { mayGoOn } from '../consent.ts';
import type { FlowFile } from './file.ts';
import type { Server } from './server.ts';
import { structureOf } from './structure.ts';

/**
 * Lets Flink work on the text of a file only where that is the text of a stored flow that a person trusts, or the person
 * says so now, at the terminal or with `--trust`. A file whose structure is wrong needs no such word: Flink is not asked.
 * @returns what is wrong with the structure; undefined when Flink may work on the text
 * @throws UserError when the person does not say so
 */
export async function faultsBeforeTrust(
  file: FlowFile,
  trusted: boolean,
  server: Server,
): Promise<readonly AnyDiagnostic[] | undefined> {
  if (trusted || (await isStored(file, server))) return undefined;
  const found = structureOf(file);
  if (hasErrors(found)) return found;
  const what = `${file.path} is no stored flow of ${server.address}: Flink will work on its text. Go on only if you trust it.`;
  if (await mayGoOn(what, { option: '--trust', given: false })) return undefined;
  throw new UserError(
    'Flink was not asked. The structure alone is checked by: headrace flow check --offline.',
    'command/not-trusted',
  );
}

async function isStored({ text, parsed }: FlowFile, server: Server): Promise<boolean> {
  const flows = await server.api.flows.list();
  const same = flows.find((flow) => flow.name === parsed.document?.metadata.name && flow.deletedAt === null);
  if (!same) return false;
  const stored = await server.api.flows.get({ params: { id: same.id } });
  return stored.trusted && stored.text === text;
}
