import { onTestFinished, vi } from 'vitest';

/** What the code under test prints, for one test; nothing of it reaches the terminal. */
export interface Captured {
  readonly out: string[];
  readonly err: string[];
}

export function captureOutput(): Captured {
  const captured: Captured = { out: [], err: [] };
  for (const [stream, into] of [
    [process.stdout, captured.out],
    [process.stderr, captured.err],
  ] as const)
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      into.push(String(text));
      return true;
    });
  vi.spyOn(console, 'log').mockImplementation((line) => void captured.out.push(`${line}\n`));
  vi.spyOn(console, 'error').mockImplementation((line) => void captured.err.push(`${line}\n`));
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  return captured;
}
