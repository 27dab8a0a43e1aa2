import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type EngineHome, flinkFlags, jvmFlags, kafkaClientFlags, kafkaPackages, moduleFlags } from '@headrace/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testEngineHome } from '../../support/engine.ts';
import { type Ended, runToEnd } from '../command/headrace.ts';

const canary = 'canary-of-a-file-0b5e7d';
let home: EngineHome;
let dir: string;
beforeAll(async () => {
  home = await testEngineHome();
  dir = mkdtempSync(join(tmpdir(), 'headrace-jvm-'));
  mkdirSync(join(dir, 'secrets'));
  writeFileSync(join(dir, 'secrets', 'password'), canary);
  writeFileSync(join(dir, 'secrets.properties'), `password=${canary}`);
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Runs a program of this folder as the engine's JVMs run, or with other flags. */
function run(program: string, jars: string, flags: readonly string[], ...args: string[]): Promise<Ended> {
  const source = join(import.meta.dirname, `${program}.java`);
  return runToEnd(home.java, [...flags, '-cp', join(jars, '*'), source, ...args]);
}

const setting = () => ({ heap: '256m', log4j: home.log4j });

/** The copies of the client that have an Admin, each with the jars and the flags of the JVM that it is in. */
const copies = () => [
  { kafka: kafkaPackages[0], jars: home.kafkaJars, flags: jvmFlags(setting()) },
  { kafka: kafkaPackages[1], jars: home.flinkJars, flags: flinkFlags(setting()) },
];

const openFlags = (flags: readonly string[]) => flags.filter((flag) => !kafkaClientFlags.includes(flag));

test('the code of many jobs has room', async () => {
  const { out } = await runToEnd(home.java, [...flinkFlags(setting()), '-XX:+PrintFlagsFinal', '-version']);
  expect(Number(/ ReservedCodeCacheSize += (\d+) /.exec(out)?.[1])).toBeGreaterThanOrEqual(240 * 2 ** 20);
});

describe("properties of Kafka's client", () => {
  test('cannot read files, folders and variables into values', async () => {
    const values = {
      DirectoryConfigProvider: `\${p:${join(dir, 'secrets')}:password}`,
      FileConfigProvider: `\${p:${join(dir, 'secrets.properties')}:password}`,
      EnvVarConfigProvider: ['$', '{p:PATH}'].join(''),
    };
    for (const { kafka, jars, flags } of copies())
      for (const [provider, value] of Object.entries(values)) {
        const { code, out, err } = await run('ClientReadsFile', jars, flags, kafka, provider, value);
        expect(code, `${kafka} ${provider}`).not.toBe(0);
        expect(err, `${kafka} ${provider}`).toContain('ConfigException');
        expect(out + err).not.toContain(canary);
      }
  }, 200_000);

  test('could without the flags', async () => {
    const value = `\${p:${join(dir, 'secrets')}:password}`;
    for (const { kafka, jars, flags } of copies())
      expect(
        await run('ClientReadsFile', jars, openFlags(flags), kafka, 'DirectoryConfigProvider', value),
      ).toMatchObject({
        code: 0,
        out: `${canary}\n`,
      });
  });

  test('cannot load a login module by its name, which they could without the flags', async () => {
    for (const { kafka, jars, flags } of copies()) {
      const module = `${kafka}.common.security.plain.PlainLoginModule`;
      const closed = await run('ClientLoadsModule', jars, flags, kafka, module);
      expect(closed.code, kafka).not.toBe(0);
      expect(closed.err, kafka).toContain(`${module} is not allowed`);
      const open = await run('ClientLoadsModule', jars, openFlags(flags), kafka, module);
      expect(open.out, kafka + open.err).toContain('the module was loaded\n');
    }
  });

  test('are closed for each copy of the client in the jars, by each property that the copy knows', async () => {
    const found = [home.kafkaJars, home.flinkJars].flatMap((jars) =>
      packagesIn(jars).map((kafka) => ({ kafka, jars })),
    );
    expect(new Set(found.map(({ kafka }) => kafka))).toEqual(new Set(kafkaPackages));
    for (const { kafka, jars } of found) {
      const { out, err } = await run('PropertiesOfClient', jars, flinkFlags(setting()), kafka);
      const known = out.trim().split('\n');
      expect(err).not.toContain('Exception');
      expect(known).toContain(known.find((line) => line.startsWith(`${kafka}.disallowed.login.modules=com.sun.`)));
      expect(known.filter((line) => line.endsWith('=null'))).toEqual([]);
    }
  });
});

/** The packages under which the jars of a folder hold a copy of Kafka's client. */
function packagesIn(jars: string): string[] {
  const jar = join(dirname(home.java), 'jar');
  const names = readdirSync(jars).filter((name) => /kafka|avro/.test(name));
  const listed = names.map((name) => execFileSync(jar, ['--list', '--file', join(jars, name)], { encoding: 'utf8' }));
  const classes = listed.join('\n').matchAll(/^(.*\/kafka)\/common\/security\/JaasUtils\.class$/gm);
  return [...classes].map(([, path = '']) => path.replaceAll('/', '.'));
}

describe('the text of a RAW type', () => {
  const ask = async (flags: readonly string[]) => {
    const classes = join(dir, 'classes');
    const source = join(import.meta.dirname, 'RawTypeReadsObjects.java');
    await runToEnd(join(dirname(home.java), 'javac'), ['-cp', join(home.flinkJars, '*'), '-d', classes, source]);
    const classPath = [classes, join(home.flinkJars, '*')].join(delimiter);
    return runToEnd(home.java, [...flags, '-cp', classPath, 'RawTypeReadsObjects']);
  };

  test('runs no code of the class that it names', async () => {
    const { code, out, err } = await ask(flinkFlags(setting()));
    expect(out).toContain('the planner is asked');
    expect(out).not.toContain('readObject has run');
    expect(code).not.toBe(0);
    // Flink leaves out what it cannot read, and then misses it.
    expect(err).toContain("Missing value for the key 'java.lang.Comparable'");
  });

  test('could without the filter', async () => {
    const { out } = await ask([...jvmFlags(setting()), ...moduleFlags]);
    expect(out).toContain('readObject has run');
  });
});
