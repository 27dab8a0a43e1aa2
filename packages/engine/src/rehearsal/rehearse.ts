import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@headrace/text';
import { type Engine, startEngine } from '../engine.ts';
import { issueFlinkKeys } from '../flink/keys.ts';
import type { EngineHome } from '../home.ts';
import { endLeftovers } from '../process/leftovers.ts';
import { freePorts } from '../process/ports.ts';
import { play } from './play.ts';
import { outdated, type Rehearsed } from './rehearsed.ts';

export interface RehearsalRequest {
  readonly home: EngineHome;
  /** A folder that is nobody's: it is emptied, and removed afterwards. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

const parts = ['kafka', 'flink'] as const;

/** Whether the start was rehearsed with these jars and this Java, well or not. */
export function isRehearsed({ rehearsed }: EngineHome): boolean {
  return existsSync(rehearsed.note);
}

/**
 * Starts Kafka and Flink once, lets them do what a person's first preview needs, and keeps the classes that they loaded:
 * docs/decisions/0008-rehearsed-start.md. A rehearsal that fails only leaves a note, and starts go on without.
 * @throws the signal's reason
 */
export async function rehearse({ home, scratch, signal }: RehearsalRequest): Promise<void> {
  const { rehearsed } = home;
  const partial = { ...rehearsed, kafka: `${rehearsed.kafka}.partial`, flink: `${rehearsed.flink}.partial` };
  let outcome = 'The start was rehearsed.';
  await clear(scratch);
  try {
    await record(home, partial, scratch, signal);
    for (const part of parts) renameSync(partial[part], rehearsed[part]);
  } catch (error) {
    signal.throwIfAborted();
    outcome = `The rehearsal failed, so starts go without it: ${error instanceof Error ? error.message : error}`;
  } finally {
    await clear(scratch);
    for (const part of parts) rmSync(partial[part], { force: true });
  }
  for (const file of outdated(rehearsed)) rmSync(file, { force: true });
  writeFileSync(rehearsed.note, `${outcome}\n`);
}

async function record(home: EngineHome, archives: Rehearsed, scratch: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // Whoever stops this does not wait for archives to be written.
  const kill = () => void endLeftovers(runIn(scratch), 0);
  signal.addEventListener('abort', kill);
  try {
    const engine = await start(home, archives, scratch, signal);
    // Side by side, not in order: nobody has anything to lose here.
    await play(engine, home.warmUp, signal).finally(() => Promise.all([engine.flink.stop(), engine.kafka.stop()]));
  } finally {
    signal.removeEventListener('abort', kill);
  }
  const missing = parts.find((part) => !existsSync(archives[part]));
  if (missing) throw new UserError(`Java wrote no ${archives[missing]}.`);
}

async function start(home: EngineHome, archives: Rehearsed, dataDir: string, signal: AbortSignal): Promise<Engine> {
  const [kafka = 0, controller = 0, jobManager = 0, sqlGateway = 0, blob = 0] = await freePorts(5);
  return startEngine({
    home,
    dataDir,
    ports: { kafka, controller, jobManager, sqlGateway, blob },
    flinkKeys: await issueFlinkKeys(join(dataDir, 'run', 'flink-keys')),
    archives: { kafka: { file: archives.kafka, use: 'write' }, flink: { file: archives.flink, use: 'write' } },
    signal,
  });
}

async function clear(scratch: string): Promise<void> {
  await endLeftovers(runIn(scratch), 0);
  rmSync(scratch, { recursive: true, force: true });
}

/** Where the engine notes its processes. */
const runIn = (dataDir: string) => join(dataDir, 'run');
