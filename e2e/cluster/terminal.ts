import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { main } from './headrace.ts';
import { programNamed } from './processes.ts';

/** What somebody's fingers do at a terminal. */
export const keys = { enter: '\r', ctrlC: '\x03', ctrlD: '\x04' } as const;

/** `headrace netpol …` in a terminal of its own. */
export interface Terminal {
  /** Waits until this stands on the screen; fails with the screen when the program ends before. */
  shows(text: string): Promise<void>;
  type(text: string): void;
  /** The exit code, and all that the screen showed. */
  readonly ended: Promise<{ readonly code: number | null; readonly screen: string }>;
}

/** Runs `headrace netpol …` in a pseudo-terminal, which `script` of util-linux makes. */
export function inTerminal(...args: readonly string[]): Terminal {
  const command = [process.execPath, main, 'netpol', ...args].map(quoted).join(' ');
  const child = spawn(programNamed('script', 'bsdutils'), ['-qec', `exec ${command}`, '/dev/null']);
  let screen = '';
  let over = false;
  child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString('utf8')));
  const ended = new Promise<{ code: number | null; screen: string }>((resolve) =>
    child.once('close', (code) => {
      over = true;
      resolve({ code, screen });
    }),
  );
  return {
    shows: async (text) => {
      while (!screen.includes(text)) {
        if (over) throw new Error(`it ended without '${text}':\n${screen}`);
        await sleep(20);
      }
    },
    type: (text) => child.stdin.write(text),
    ended,
  };
}

/** As a word of the shell that `script` starts. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
