import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findJdk, type Jdk } from '../java/find.ts';
import { type JvmSetting, jvmFlags } from '../java/flags.ts';
import { testFolder } from '../testing/folder.ts';
import { flinkFlags } from './jvm.ts';

let jdk: Jdk;
beforeAll(() => {
  const found = findJdk();
  if (!found) throw new Error('a JDK 17 is needed: install openjdk-17-jdk-headless');
  jdk = found;
});

/** What Java says of flags, of a program that prints where it stands. */
function java(flags: readonly string[]): { code: number | null; said: string } {
  const program = `public class Where { public static void main(String[] a) {
    System.out.println(System.getProperty("file.encoding") + " " + java.util.Locale.getDefault()
      + " " + Runtime.getRuntime().maxMemory() / 1048576 + " \\u00e4"); } }`;
  const file = testFolder().write('Where.java', program);
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  const ran = spawnSync(join(jdk.home, 'bin', 'java'), [...flags, file], { encoding: 'utf8', env });
  return { code: ran.status, said: `${ran.stdout}${ran.stderr}`.trim() };
}
const setting: JvmSetting = { heap: '64m', log4j: '/log4j2.properties' };

test.each([
  ['Kafka', jvmFlags(setting)],
  ['Flink', flinkFlags(setting)],
])(
  'Java takes all flags of %s, and no locale of the machine changes what it reads and writes',
  (_, flags) => {
    const { code, said } = java(flags);
    expect([code, said]).toEqual([0, expect.stringMatching(/^UTF-8 en_US 6[0-4] ä$/)]);
  },
  60_000,
);

test('an archive of classes that is not there, or does not fit, is left aside without a word', () => {
  const file = testFolder().write('broken.jsa', 'no archive');
  for (const archive of [file, `${file}.none`])
    expect(java(jvmFlags({ ...setting, archive: { file: archive, use: 'read' } }))).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^UTF-8 .* ä$/),
    });
}, 60_000);

test('an archive that is to be written is there when the program has ended', () => {
  const file = testFolder().at('classes.jsa');
  expect(java(jvmFlags({ ...setting, archive: { file, use: 'write' } })).code).toBe(0);
  expect(existsSync(file)).toBe(true);
}, 60_000);
