/**
 * Waits until the process that made a network ends, however it ends (then its end of our standard input is closed), and
 * cleans up after it. Usage: node caretaker.ts <prefix of its namespaces> <folder of its files>
 */
import { rmSync } from 'node:fs';
import { clean } from './clean.ts';

const [prefix, folder] = process.argv.slice(2) as [string, string];
process.stdin.resume();
process.stdin.on('end', async () => {
  await clean(prefix);
  rmSync(folder, { recursive: true, force: true });
});
