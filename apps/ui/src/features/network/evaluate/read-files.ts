import { type Finding, readBounds, type SourceFile } from '@headrace/netpol';
import type { ChosenFile } from './messages.ts';

/** All files together: a cluster of many thousands of pods, and no more than a browser can hold at once. */
const mostBytes = 200_000_000;

/** Texts of chosen files; those that could not be had are findings. */
export interface ReadFiles {
  readonly sources: readonly SourceFile[];
  readonly findings: readonly Finding[];
}

/** Reads files, none further than its reader goes: that refuses the rest anyway, with a sentence. */
export async function readFiles(files: readonly ChosenFile[]): Promise<ReadFiles> {
  const sources: SourceFile[] = [];
  const findings: Finding[] = [];
  let left = mostBytes;
  for (const { path, file } of files) {
    left -= Math.min(file.size, readBounds.characters);
    if (left < 0) findings.push(tooMuch(path));
    else {
      const text = await textOf(file);
      if (text === undefined) findings.push(gone(path));
      else sources.push({ file: path, text });
    }
  }
  return { sources, findings };
}

/** Nothing when the browser may not read the file any more: it was changed, moved or taken away since it was chosen. */
async function textOf(file: File): Promise<string | undefined> {
  try {
    return await file.slice(0, readBounds.characters + 1).text();
  } catch (e) {
    if (e instanceof DOMException) return undefined;
    throw e;
  }
}

const gone = (path: string): Finding => ({
  code: 'read/gone',
  severity: 'error',
  message: `${path} could not be read: it was changed, moved or removed after it was chosen.`,
  fix: 'Choose it again.',
  place: { file: path, line: 1, column: 1 },
});

const tooMuch = (path: string): Finding => ({
  code: 'read/too-many-files',
  severity: 'error',
  message: `${path} was left out: the files together hold more than ${mostBytes / 1_000_000} MB.`,
  fix: 'Open fewer files at once, or use headrace netpol on the command line.',
  place: { file: path, line: 1, column: 1 },
});
