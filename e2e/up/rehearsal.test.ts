import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Engine,
  type EngineHome,
  enginePorts,
  isRehearsed,
  issueFlinkKeys,
  type Part,
  rehearse,
  startEngine,
} from '@headrace/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testEngineHome } from '../support/engine.ts';
import { offset } from './command.ts';

let dir: string;
let home: EngineHome;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-rehearsal-'));
  home = rehearsedIn('first', await testEngineHome());
});
afterAll(() => rmSync(dir, { recursive: true }));

/** The engine's home with the files of its rehearsal elsewhere. */
function rehearsedIn(name: string, usual: EngineHome): EngineHome {
  const file = (kind: string) => join(dir, `${name}.${kind}`);
  return { ...usual, rehearsed: { kafka: file('kafka.jsa'), flink: file('flink.jsa'), note: file('txt') } };
}

const scratch = () => join(dir, 'scratch');
const note = () => readFileSync(home.rehearsed.note, 'utf8');

async function withEngine(use: (engine: Engine, log: () => string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(dir, 'data-'));
  const flinkKeys = await issueFlinkKeys(join(dataDir, 'keys'));
  const engine = await startEngine({ home, dataDir, ports: enginePorts(offset), flinkKeys });
  try {
    await use(engine, () => readFileSync(join(dataDir, 'logs', 'flink.log'), 'utf8'));
  } finally {
    await engine.stop();
  }
}

/** How many classes a JVM took from an archive. Java's own come with one of about 1,300. */
function sharedClasses(part: Part): number {
  const jcmd = join(dirname(home.java), 'jcmd');
  const { stdout } = spawnSync(jcmd, [String(part.pid()), 'PerfCounter.print'], { encoding: 'utf8' });
  return Number(/^java\.cls\.sharedLoadedClasses=(\d+)/m.exec(stdout)?.[1]);
}

test('a rehearsal that is stopped leaves no process, no archive and no note', async () => {
  const stop = new AbortController();
  const stopped = rehearse({ home, scratch: scratch(), signal: stop.signal });
  while (!existsSync(join(scratch(), 'run', 'flink.pid'))) await sleep(20);
  const pid = (JSON.parse(readFileSync(join(scratch(), 'run', 'flink.pid'), 'utf8')) as { pid: number }).pid;
  stop.abort();
  await expect(stopped).rejects.toThrow('aborted');
  expect(existsSync(`/proc/${pid}/exe`)).toBe(false);
  expect(readdirSync(dir)).toEqual([]);
  expect(isRehearsed(home)).toBe(false);
});

test('after a rehearsal both start with the classes that it kept', async () => {
  await rehearse({ home, scratch: scratch(), signal: new AbortController().signal });
  expect(note()).toBe('The start was rehearsed.\n');
  expect(isRehearsed(home)).toBe(true);
  expect(existsSync(scratch())).toBe(false);
  await withEngine(async ({ kafka, flink }, log) => {
    while (!log().includes('The planner is warm.')) {
      expect(log()).not.toContain('was not warmed up');
      await sleep(200);
    }
    expect(sharedClasses(kafka)).toBeGreaterThan(4000);
    expect(sharedClasses(flink)).toBeGreaterThan(12_000);
  });
}, 400_000);

test('archives that cannot be used are left aside', async () => {
  for (const file of [home.rehearsed.kafka, home.rehearsed.flink]) {
    rmSync(file);
    writeFileSync(file, 'not an archive');
  }
  await withEngine(async ({ kafka, flink }) => {
    for (const part of [kafka, flink]) expect(sharedClasses(part)).toBeLessThan(2000);
  });
});

test('a rehearsal that fails is noted with its reason, and not tried again', async () => {
  home = { ...rehearsedIn('second', home), java: '/bin/false' };
  await rehearse({ home, scratch: scratch(), signal: new AbortController().signal });
  expect(note()).toContain('The rehearsal failed, so starts go without it: ');
  expect(isRehearsed(home)).toBe(true);
  expect(existsSync(home.rehearsed.flink)).toBe(false);
});
