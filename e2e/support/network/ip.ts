import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program to its end and gives what it prints; fails with its own words. */
export async function run(program: string, args: readonly string[], input?: string): Promise<string> {
  const running = execute(program, [...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  // Who ends without reading it says so by its exit code.
  running.child.stdin?.on('error', () => {}).end(input);
  return (await running).stdout;
}

/** `ip` with many commands at once, in the namespace named or in the one that we are in. */
export function ipBatch(commands: readonly string[], namespace?: string): Promise<string> {
  return run('ip', [...(namespace === undefined ? [] : ['-n', namespace]), '-batch', '-'], `${commands.join('\n')}\n`);
}

/** A program and its arguments such that it runs in a namespace. */
export const inNamespace = (namespace: string, ...command: string[]): string[] => [
  'netns',
  'exec',
  namespace,
  ...command,
];
