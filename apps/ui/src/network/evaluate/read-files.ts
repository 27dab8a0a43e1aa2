import { readBounds, type SourceFile } from '@headrace/netpol';
import type { ChosenFile } from './messages.ts';

/** All files together: a cluster of many thousands of pods, and no more than this browser can hold at once. */
const allBytes = 200_000_000;

/** Reads files, none further than its reader goes: the reader refuses the rest anyway, with a sentence. */
export async function readFiles(files: readonly ChosenFile[]): Promise<SourceFile[]> {
  const texts: SourceFile[] = [];
  let left = allBytes;
  for (const chosen of files) {
    const source = await readFile(chosen, left);
    left -= source.text.length;
    texts.push(source);
  }
  return texts;
}

export async function readFile({ path, file }: ChosenFile, most = allBytes): Promise<SourceFile> {
  const bytes = Math.max(0, Math.min(most, readBounds.characters + 1));
  return { file: path, text: await file.slice(0, bytes).text() };
}
