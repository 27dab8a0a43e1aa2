import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { programNamed } from './processes.ts';

/** The image of probe pods, by a digest: nodes of this suite look at its name alone. */
export const probeImage = `node@sha256:${'0'.repeat(64)}`;

/** What is in the images of this suite: as much as each can probe with. */
const images: Readonly<Record<string, readonly string[]>> = {
  node: ['node', 'sleep'],
  bash: ['bash', 'timeout', 'sleep'],
  python: ['python3'],
  nc: ['nc'],
  nothing: [],
};

/** Makes a folder for each image with the programs that are in it, and nothing else. */
export function makeImages(folder: string): void {
  for (const [image, programs] of Object.entries(images)) {
    mkdirSync(join(folder, image), { recursive: true });
    for (const program of programs) symlinkSync(pathOf(program), join(folder, image, program));
  }
}

function pathOf(program: string): string {
  if (program === 'node') return process.execPath;
  const found = programNamed(program, 'coreutils, bash, python3-minimal, netcat-openbsd');
  // What is found by name may be a script that chooses among several, and needs more than is in the image.
  return program === 'python3' ? pythonItself(found) : found;
}

const pythonItself = (python: string): string =>
  execFileSync(python, ['-c', 'import os, sys; print(os.path.realpath(sys.executable))'], { encoding: 'utf8' }).trim();
