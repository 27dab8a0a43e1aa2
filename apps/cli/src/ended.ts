import { UserError } from '@headrace/text';
import { complain, printAsJson } from './terminal.ts';

/**
 * Runs a command and sets its exit code: what it gives, or 2 with the sentence when it cannot be done.
 * @param json the sentence goes to standard output too, as `{"error": {"code", "message"}}`
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
    // A bug of ours, or a server that does not speak our API: its trace may quote what came from there.
    complain(e instanceof Error ? (e.stack ?? e.message) : String(e));
    if (json) printAsJson({ error: { code: 'command/fault', message: e instanceof Error ? e.message : String(e) } });
  }
}
