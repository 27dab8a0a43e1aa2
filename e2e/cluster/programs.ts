import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { programNamed } from './processes.ts';

/** What is in the images of this suite: as much as each can probe with. */
const images: Readonly<Record<string, readonly string[]>> = {
  node: ['node', 'sleep'],
  bash: ['bash', 'timeout', 'sleep'],
  nothing: [],
};

/** Makes a folder for each image with the programs that are in it, and nothing else. */
export function makeImages(folder: string): void {
  for (const [image, programs] of Object.entries(images)) {
    mkdirSync(join(folder, image), { recursive: true });
    for (const program of programs) {
      const path = program === 'node' ? process.execPath : programNamed(program, 'coreutils, bash');
      symlinkSync(path, join(folder, image, program));
    }
  }
}
