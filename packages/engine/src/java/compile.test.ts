import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { UserError } from '@headrace/text';
import { describe, expect, test } from 'vitest';
import { testFolder } from '../testing/folder.ts';
import { type CompileRequest, compileOnce } from './compile.ts';

/** A JDK whose programs note their arguments; its `jar` writes the file that it is asked for. */
function setUp(javac = '') {
  const folder = testFolder();
  folder.program('jdk/bin/javac', `echo "javac $@" >> ${folder.at('calls')}\n${javac}`);
  folder.program('jdk/bin/jar', `echo "jar $@" >> ${folder.at('calls')}\necho jar > "$3"`);
  folder.write('sources/A.java', 'class A {}');
  const request: CompileRequest = {
    jdk: { home: folder.at('jdk'), version: 17, build: '17.0.1' },
    sources: folder.at('sources'),
    jars: folder.at('jars'),
    into: folder.at('engines'),
    name: 'starter',
  };
  const calls = () =>
    existsSync(folder.at('calls')) ? readFileSync(folder.at('calls'), 'utf8').trim().split('\n') : [];
  return { folder, request, calls };
}

test('compiles all sources against the jars, in UTF-8, into one jar', async () => {
  const { folder, request, calls } = setUp();
  folder.write('sources/B.java', 'class B {}');
  const jar = await compileOnce(request);
  expect(readdirSync(folder.at('engines'))).toEqual([jar.slice(jar.lastIndexOf('/') + 1)]);
  const [javac, packed] = calls();
  expect(javac).toContain(`-encoding UTF-8 -cp ${folder.at('jars')}/*`);
  expect(javac).toMatch(/A\.java \S+B\.java$/);
  expect(packed).toMatch(/^jar --create --file \S+\.partial -C \S+\.classes \.$/);
});

test('packs the lists of services', async () => {
  const { folder, request, calls } = setUp();
  folder.write('sources/META-INF/services/org.example.Factory', 'A');
  await compileOnce(request);
  expect(calls()[1]).toContain(`-C ${folder.at('sources')} META-INF/services/org.example.Factory`);
});

describe('a second call', () => {
  test('does nothing for the same sources', async () => {
    const { request, calls } = setUp();
    const jar = await compileOnce(request);
    expect(await compileOnce(request)).toBe(jar);
    expect(calls()).toHaveLength(2);
  });

  test.each<[string, (setup: ReturnType<typeof setUp>) => CompileRequest]>([
    [
      'a changed source',
      ({ folder, request }) => {
        folder.write('sources/A.java', 'class A { int a; }');
        return request;
      },
    ],
    [
      'another service',
      ({ folder, request }) => {
        folder.write('sources/META-INF/services/org.example.Factory', 'A');
        return request;
      },
    ],
    ['another Java version', ({ request }) => ({ ...request, jdk: { ...request.jdk, version: 21 } })],
  ])('compiles again after %s, into another jar', async (_, change) => {
    const setup = setUp();
    const jar = await compileOnce(setup.request);
    expect(await compileOnce(change(setup))).not.toBe(jar);
    expect(setup.calls()).toHaveLength(4);
  });
});

test('says what the compiler says when it fails, leaves no jar, and compiles at the next call', async () => {
  const { folder, request } = setUp('echo "A.java:1: error: class expected" >&2; exit 1');
  const failed = await compileOnce(request).catch((error) => error);
  expect(failed).toBeInstanceOf(UserError);
  expect(failed.message).toContain(`The starter could not be compiled with the JDK in ${folder.at('jdk')}`);
  expect(failed.message).toContain('A.java:1: error: class expected');
  expect(readdirSync(folder.at('engines')).filter((name) => name.endsWith('.jar'))).toEqual([]);
  folder.program('jdk/bin/javac', 'exit 0');
  expect(existsSync(await compileOnce(request))).toBe(true);
});

test('fails when the JDK has no compiler', async () => {
  const { request } = setUp();
  await expect(compileOnce({ ...request, jdk: { ...request.jdk, home: '/no/such/jdk' } })).rejects.toThrow('ENOENT');
});
