/**
 * Whoever read standard output may have seen enough (`| head`): that is no fault. What waits for Ctrl-C ends as by it, and
 * cleans up; all else goes on to its end, with its exit code.
 */
export function letReadersGo(): void {
  process.stdout.on('error', (e: NodeJS.ErrnoException) => {
    if (e.code !== 'EPIPE') throw e;
    process.emit('SIGINT');
  });
}
