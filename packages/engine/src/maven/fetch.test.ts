import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { UserError } from '@headrace/text';
import { describe, expect, test } from 'vitest';
import { type Folder, testFolder } from '../testing/folder.ts';
import { type FetchRequest, fetchJars, isFetched, jarsDir, type Progress } from './fetch.ts';

const jars = { 'a.jar': 'content of a', 'b.jar': 'content of b' };
const lockOf = (contents: Readonly<Record<string, string>>) =>
  Object.entries(contents)
    .map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${text.length}  ${name}`)
    .join('\n');

/**
 * A program in the place of Maven: it notes its arguments, and writes the jars into the folder that it is given.
 * @param first the content that a.jar has as long as Maven uses the local repository of the user
 */
function mavenIn(folder: Folder, first = jars['a.jar'], always = ''): string {
  return folder.program(
    'mvn',
    `echo "$@" >> ${folder.at('calls')}
for arg in "$@"; do case "$arg" in -DoutputDirectory=*) into="\${arg#*=}";; -Dmaven.repo.local=*) own=yes;; esac; done
${always}
if [ -n "$own" ]; then printf '%s' '${jars['a.jar']}' > "$into/a.jar"; else printf '%s' '${first}' > "$into/a.jar"; fi
printf '%s' '${jars['b.jar']}' > "$into/b.jar"
echo "[INFO] Downloaded from central: https://repo.example/org/a.jar (1 kB at 2 kB/s)"`,
  );
}

function setUp(options: { first?: string; always?: string } = {}) {
  const folder = testFolder();
  folder.write('definition/pom.xml', '<project/>');
  folder.write('definition/jars.lock', `# sha256, bytes, file\n${lockOf(jars)}\n`);
  const maven = mavenIn(folder, options.first, options.always);
  const progress: Progress[] = [];
  const request: FetchRequest = {
    definition: folder.at('definition'),
    into: folder.at('engines'),
    name: 'flink',
    maven: () => maven,
    javaHome: '/jdk',
    onProgress: (one) => progress.push(one),
  };
  const calls = () =>
    existsSync(folder.at('calls')) ? readFileSync(folder.at('calls'), 'utf8').trim().split('\n') : [];
  return { folder, request, progress, calls };
}

test('brings the jars below the hash of their definition', async () => {
  const { request, progress, calls } = setUp();
  expect(isFetched(request)).toBe(false);
  const dir = await fetchJars(request);
  expect(dir).toBe(jarsDir(request));
  expect(readdirSync(dir).sort()).toEqual(['a.jar', 'b.jar']);
  expect(isFetched(request)).toBe(true);
  expect(calls()).toHaveLength(1);
  expect(progress.at(-1)).toEqual({ jars: 2, jarsTotal: 2, bytes: 24, bytesTotal: 24 });
  expect(progress).toHaveLength(2);
});

test('asks for no Maven when all jars are there', async () => {
  const { request, calls } = setUp();
  await fetchJars(request);
  const again = { ...request, maven: () => expect.fail('Maven is not needed') };
  expect(await fetchJars(again)).toBe(jarsDir(request));
  expect(calls()).toHaveLength(1);
});

test('brings jars anew for another definition, into another folder', async () => {
  const { folder, request } = setUp();
  const before = await fetchJars(request);
  folder.write('definition/pom.xml', '<project><!-- changed --></project>');
  expect(isFetched(request)).toBe(false);
  expect(await fetchJars(request)).not.toBe(before);
  expect(existsSync(before)).toBe(true);
});

describe('a jar whose content is not the locked one', () => {
  test('is fetched once more past the local repository of the user, which is left as it is', async () => {
    const { folder, request, calls } = setUp({ first: 'broken' });
    const dir = await fetchJars(request);
    expect(readFileSync(`${dir}/a.jar`, 'utf8')).toBe(jars['a.jar']);
    expect(calls().map((call) => call.includes('-Dmaven.repo.local='))).toEqual([false, true]);
    expect(readdirSync(folder.at('engines'))).toEqual([dir.slice(dir.lastIndexOf('/') + 1)]);
  });

  test('twice is an error that names it, and no folder of jars is left', async () => {
    const { request } = setUp({ always: `printf 'broken' > "$into/a.jar"; exit 0` });
    const failed = await fetchJars(request).catch((error) => error);
    expect(failed).toBeInstanceOf(UserError);
    expect(failed.message).toMatch(/^The download of a\.jar, b\.jar came out broken twice: check the network/);
    expect(existsSync(jarsDir(request))).toBe(false);
  });
});

describe('a Maven that fails', () => {
  test.each([
    ['says its first error', 'echo "[ERROR] No network -> [Help 1]"; echo "[ERROR] more"; exit 1', 'No network.'],
    ['says it on standard error', 'echo "JAVA_HOME is wrong" >&2; exit 1', 'JAVA_HOME is wrong'],
    ['gives no reason', 'exit 1', 'it gave no reason.'],
  ])('%s', async (_, always, reason) => {
    const { request } = setUp({ always });
    await expect(fetchJars(request)).rejects.toThrow(`Maven could not bring the engine: ${reason} Check the network`);
    expect(isFetched(request)).toBe(false);
  });

  test('goes on at the next call, from what an earlier one left', async () => {
    const { folder, request } = setUp({ always: `if [ ! -e ${'$0'}.once ]; then touch "$0.once"; exit 1; fi` });
    await expect(fetchJars(request)).rejects.toThrow('Maven could not');
    expect(readdirSync(folder.at('engines'))).toEqual([expect.stringMatching(/\.partial$/)]);
    await fetchJars(request);
    expect(readdirSync(folder.at('engines'))).toEqual([expect.not.stringMatching(/\.partial$/)]);
  });

  test('that is no program fails with the error of the system', async () => {
    const { request } = setUp();
    await expect(fetchJars({ ...request, maven: () => '/no/such/mvn' })).rejects.toThrow('ENOENT');
  });

  test('is ended when the caller gives up', async () => {
    const { request } = setUp({ always: 'exec sleep 60' });
    const controller = new AbortController();
    const fetched = fetchJars({ ...request, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(fetched).rejects.toMatchObject({ name: 'AbortError' });
  });
});
