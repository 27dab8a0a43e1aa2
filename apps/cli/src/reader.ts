import { unwritten } from './rows.ts';
import { complain } from './terminal.ts';

/**
 * Handles a reader that closes standard output early (`| head`), which is not an error. A command that waits for Ctrl-C stops as on
 * Ctrl-C and cleans up; other commands run to their end, with their exit code. If standard output cannot be written for another reason
 * (a full disk), the command prints a message and exits with 2.
 */
export function letReadersGo(): void {
  process.stdout.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code === 'EPIPE') process.emit('SIGINT');
    else {
      complain(unwritten(e));
      process.exit(2);
    }
  });
}
