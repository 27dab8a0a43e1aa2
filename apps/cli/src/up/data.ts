import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '@headrace/engine';
import { placesIn } from './places.ts';

/** What a reset leaves alone: what can be made again and is nobody's data, and the notes of who runs. */
const kept = new Set(['cache', 'engine', 'run', '.headrace']);

/** Makes the data folder, or takes an earlier one. */
export function openData(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const { marker } = placesIn(dataDir);
  const foreign = readdirSync(dataDir).filter((name) => !kept.has(name));
  if (!existsSync(marker) && foreign.length > 0)
    throw new Refusal(`${dataDir} holds something else (${foreign[0]}): name an empty or a new folder with --data.`);
  writeFileSync(marker, 'Data of Headrace: topics, flows, logs.\n');
}

/** Forgets the topics, flows and logs of earlier starts. */
export function resetData(dataDir: string): void {
  for (const name of readdirSync(dataDir)) if (!kept.has(name)) rmSync(join(dataDir, name), { recursive: true });
}
