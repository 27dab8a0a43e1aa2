import { existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log larger than this (bytes) is rotated when its process starts; one old log is kept. */
const rotateAt = 5 * 1024 * 1024;

/** Opens the log of a process for appending. @returns the file descriptor */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > rotateAt) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/** The last line of a log that reports an error, or else its last line; empty if there is none. */
export function lastWords(file: string): string {
  if (!existsSync(file)) return '';
  const lines = readFileSync(file, 'utf8')
    .slice(-20_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const fault = lines.findLast(
    (line) => /\b(?:ERROR|FATAL)\b|(?:Exception|Error)\b/.test(line) && !/^\s+at /.test(line),
  );
  return (fault ?? lines.at(-1) ?? '').trim().slice(0, 300);
}
