import { unwritten } from './rows.ts';
import { complain } from './terminal.ts';

/**
 * Whoever read standard output may have seen enough (`| head`): that is no fault. What waits for Ctrl-C ends as by it, and
 * cleans up; all else goes on to its end, with its exit code. Where it cannot be written for another reason (a full disk), that is
 * said in a sentence, and the exit code is 2.
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
