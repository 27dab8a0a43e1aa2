import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { compileOnce, type EngineHome, findJdk, flinkFlags, type Jdk, jvmFlags } from '@headrace/engine';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { testEngineHome } from '../../support/engine.ts';
import { runToEnd } from '../command/headrace.ts';

let home: EngineHome;
let into: string;
let jar: string;

/** A machine without `LANG`, of a person whose `I` has another small letter. */
function elsewhere(): void {
  vi.stubEnv('LC_ALL', 'C');
  vi.stubEnv('LANG', undefined);
  vi.stubEnv('JAVA_TOOL_OPTIONS', '-Duser.language=tr -Duser.country=TR');
}

beforeAll(async () => {
  home = await testEngineHome();
  into = mkdtempSync(join(tmpdir(), 'headrace-locale-'));
  elsewhere();
  jar = await compileOnce({
    jdk: findJdk() as Jdk,
    sources: join(import.meta.dirname, 'words'),
    jars: home.flinkJars,
    into,
    name: 'words',
  });
  vi.unstubAllEnvs();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(into, { recursive: true }));

const words = (flags: readonly string[]) => {
  elsewhere();
  return runToEnd(home.java, [...flags, '-cp', [jar, join(home.flinkJars, '*')].join(delimiter), 'Words']);
};

const setting = () => ({ heap: '64m', log4j: home.log4j });

test.each([
  ['Kafka', () => jvmFlags(setting())],
  ['Flink', () => flinkFlags(setting())],
])('%s reads and writes the same letters on every machine', async (_, flags) => {
  const { out, err } = await words(flags());
  expect(out).toBe('Šárka…\nid\n');
  expect(err).toContain('Šárka…\n');
});

test('a JVM without the flags does not', async () => {
  const { out } = await words([]);
  expect(out).not.toContain('Šárka…');
  expect(out).not.toContain('id\n');
});
