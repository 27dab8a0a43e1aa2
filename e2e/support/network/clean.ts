import { existsSync, readdirSync } from 'node:fs';
import { run } from './ip.ts';

/** Every namespace of this suite begins so; then comes the number of the process that made it. */
const mark = 'headrace-';

/** What the namespaces of a network begin with: `headrace-<process>-<count>-`. */
export const prefixOf = (pid: number, count: number): string => `${mark}${pid}-${count}-`;

/** Ends whatever runs in the namespaces with this prefix and deletes them: their links go with them. */
export async function clean(prefix: string): Promise<void> {
  for (const namespace of named(prefix)) {
    for (const pid of (await run('ip', ['netns', 'pids', namespace])).split('\n')) if (pid !== '') end(Number(pid));
    await run('ip', ['netns', 'delete', namespace]);
  }
}

/** Cleans up after runs whose process is gone and whose caretaker was killed with it. */
export async function cleanLeftovers(): Promise<void> {
  const owners = new Set(named(mark).flatMap((name) => /^headrace-(\d+)-\d+-/.exec(name)?.[1] ?? []));
  for (const owner of owners) if (!existsSync(`/proc/${owner}`)) await clean(`${mark}${owner}-`);
}

const folder = '/run/netns';

export const named = (prefix: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(prefix)) : [];

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
