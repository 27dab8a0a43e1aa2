import { UserError } from '@headrace/text';
import { complain, printAsJson } from './terminal.ts';

/**
 * Runs a command and sets the exit code: the result of the command, or 2 if it fails, with the message on standard error.
 * @param json whether the message is also printed to standard output, as `{"error": {"code", "message"}}`
 */
export async function ended(work: () => number | Promise<number>, json = false): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (e) {
    process.exitCode = 2;
    if (e instanceof UserError) {
      complain(e.message);
      if (json) printAsJson({ error: { code: e.code ?? 'command/cannot-run', message: e.message } });
      return;
    }
    // A bug, or a server that does not implement our API. The stack trace may quote its response.
    complain(e instanceof Error ? (e.stack ?? e.message) : String(e));
    if (json) printAsJson({ error: { code: 'command/fault', message: e instanceof Error ? e.message : String(e) } });
  }
}
