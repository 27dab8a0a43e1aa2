import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveFlags, graceOf } from '../java/archive.ts';
import { outdated, readable, rehearsedIn } from './rehearsed.ts';

const jdk = { home: '/usr/lib/jvm/17', version: 17, build: '17.0.15+6' };
let dir: string;
let jars: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-rehearsed-'));
  jars = join(dir, 'jars');
  mkdirSync(jars);
  for (const name of ['a.jar', 'b.jar']) writeFileSync(join(jars, name), name);
});
afterEach(() => rmSync(dir, { recursive: true }));

test('the same jars and the same Java find the same archives', () => {
  expect(rehearsedIn(dir, jdk, [jars])).toEqual(rehearsedIn(dir, jdk, [jars]));
});

test('another build of Java, another time of a jar and another jar each mean other archives', () => {
  const before = rehearsedIn(dir, jdk, [jars]).flink;
  expect(rehearsedIn(dir, { ...jdk, build: '17.0.16+8' }, [jars]).flink).not.toBe(before);
  utimesSync(join(jars, 'a.jar'), 1, 1);
  const touched = rehearsedIn(dir, jdk, [jars]).flink;
  expect(touched).not.toBe(before);
  expect(rehearsedIn(dir, jdk, [jars, join(jars, 'b.jar')]).flink).not.toBe(touched);
});

test('archives that are not there are not read', () => {
  const rehearsed = rehearsedIn(dir, jdk, [jars]);
  writeFileSync(rehearsed.kafka, '');
  expect(readable(rehearsed)).toEqual({ kafka: { file: rehearsed.kafka, use: 'read' }, flink: undefined });
});

test('what rehearsals with another Java left is outdated, and nothing else is', () => {
  const other = rehearsedIn(dir, { ...jdk, build: '17.0.14+7' }, [jars]);
  const own = rehearsedIn(dir, jdk, [jars]);
  for (const file of [...Object.values(other), ...Object.values(own), join(dir, 'starter.jar')])
    writeFileSync(file, '');
  expect(outdated(own).sort()).toEqual(Object.values(other).sort());
});

test('who writes an archive gets the time for it', () => {
  const file = '/tmp/a.jsa';
  expect(archiveFlags({ file, use: 'write' })).toContain(`-XX:ArchiveClassesAtExit=${file}`);
  expect(archiveFlags({ file, use: 'read' })).toContain(`-XX:SharedArchiveFile=${file}`);
  expect(graceOf({ file, use: 'write' }, 3000)).toBeGreaterThan(30_000);
  expect(graceOf({ file, use: 'read' }, 3000)).toBe(3000);
});
