import { UserError } from '@headrace/text';
import { expect, test } from 'vitest';
import { testFolder } from '../testing/folder.ts';
import { copyDependencies } from './copy.ts';
import { findMaven } from './find.ts';

/** Runs a script in the place of Maven. */
function copying(script: string, signal?: AbortSignal) {
  const folder = testFolder();
  folder.write('jars/.keep', '');
  const jars = new Set<string>();
  const done = copyDependencies({
    maven: folder.program('mvn', script),
    javaHome: '/jdk',
    pom: folder.at('pom.xml'),
    into: folder.at('jars'),
    onJar: (name) => jars.add(name),
    ...(signal ? { signal } : {}),
  });
  return { folder, jars, done };
}

test('names jars that are downloaded, and those that were only copied', async () => {
  const { jars, done } = copying(`
for arg in "$@"; do case "$arg" in -DoutputDirectory=*) into="\${arg#*=}";; esac; done
touch "$into/copied.jar"
echo "[INFO] Downloaded from central: https://repo.example/org/loaded.jar (1 kB)"`);
  await done;
  expect([...jars].filter((name) => name.endsWith('.jar')).sort()).toEqual(['copied.jar', 'loaded.jar']);
});

test('calls Maven with the Java that was found', async () => {
  const { done } = copying('[ "$JAVA_HOME" = /jdk ] || { echo "[ERROR] wrong Java"; exit 1; }');
  await expect(done).resolves.toBeUndefined();
});

test.each([
  ['[ERROR] Could not resolve org.example:a:1.0 -> [Help 1]', 'Could not resolve org.example:a:1.0.'],
  ['no gap', 'it gave no reason.'],
])('fails with what Maven says: %s', async (line, why) => {
  const { done } = copying(`echo "${line}"; exit 1`);
  const failed = await done.catch((error) => error);
  expect(failed).toBeInstanceOf(UserError);
  expect(failed.message).toBe(
    `Maven could not bring the engine: ${why} Check the network and Maven's settings (proxy, mirror), then start again: what has arrived is kept.`,
  );
});

test('a reason of any length is cut', async () => {
  const { done } = copying('echo "[ERROR] $(printf \'x%.0s\' $(seq 5000))"; exit 1');
  expect((await done.catch((error) => error)).message.length).toBeLessThan(600);
});

test('a Maven that is not there is a fault', async () => {
  const folder = testFolder();
  const request = { maven: folder.at('none'), javaHome: '', pom: '', into: folder.path, onJar: () => {} };
  await expect(copyDependencies(request)).rejects.toThrow(/ENOENT/);
});

test('an interrupt ends Maven', async () => {
  const stop = new AbortController();
  const { done } = copying('exec sleep 60', stop.signal);
  stop.abort();
  await expect(done).rejects.toThrow(/aborted/);
});

test('where the machine has no Maven the wrapper of the project is called, where it has one', () => {
  const folder = testFolder();
  const { PATH } = process.env;
  process.env.PATH = folder.path;
  try {
    expect(findMaven(folder.at('project'))).toBeUndefined();
    const wrapper = folder.program('project/mvnw', '');
    expect(findMaven(folder.at('project'))).toBe(wrapper);
    folder.program('mvn', '');
    expect(findMaven(folder.at('project'))).toBe('mvn');
  } finally {
    process.env.PATH = PATH;
  }
});
