import { describe, expect, test } from 'vitest';
import { type Folder, testFolder } from '../testing/folder.ts';
import { findJdk, parseSettings } from './find.ts';

/** A program in the place of `java`, which tells its properties as Java does: on standard error. */
function javaIn(folder: Folder, home: string, version: string, hasCompiler = true): string {
  const script = `cat >&2 <<'X'
Property settings:
    java.home = ${folder.at(home)}
    java.specification.version = ${version}
    java.vm.version = ${version}.0.1+1
X`;
  folder.program(`${home}/bin/java`, script);
  if (hasCompiler) folder.program(`${home}/bin/javac`, '');
  return folder.at(home);
}

describe('finding a JDK', () => {
  test('takes JAVA_HOME before the path', () => {
    const folder = testFolder();
    const own = javaIn(folder, 'own', '21');
    const other = javaIn(folder, 'other', '17');
    expect(findJdk({ JAVA_HOME: own, PATH: `${other}/bin:/usr/bin:/bin` })).toEqual({
      home: own,
      version: 21,
      build: '21.0.1+1',
    });
  });

  test.each<[string, (folder: Folder) => string]>([
    ['is too old', (folder) => javaIn(folder, 'bad', '11')],
    ['is of the numbering before Java 9', (folder) => javaIn(folder, 'bad', '1.8')],
    ['has no compiler', (folder) => javaIn(folder, 'bad', '17', false)],
    ['is not there', (folder) => folder.at('nothing')],
    ['is empty', () => ''],
    [
      'fails',
      (folder) => {
        folder.program('bad/bin/java', 'exit 1');
        return folder.at('bad');
      },
    ],
    [
      'is some other program',
      (folder) => {
        folder.program('bad/bin/java', 'echo hello >&2');
        return folder.at('bad');
      },
    ],
  ])('takes the one on the path where JAVA_HOME %s', (_, homeIn) => {
    const folder = testFolder();
    const good = javaIn(folder, 'good', '17');
    expect(findJdk({ JAVA_HOME: homeIn(folder), PATH: `${good}/bin:/usr/bin:/bin` })?.home).toBe(good);
  });
});

test.each([
  ['    java.home = /opt/jdk with blank\n    java.specification.version = 21\n', '/opt/jdk with blank', 21],
  ['\tjava.home = /jdk\n\tjava.specification.version = 1.8\n', '/jdk', 8],
  ['java.home = /jdk\r\njava.specification.version = 17\r\n', '/jdk', 17],
])('reads home and version of %j', (text, home, version) => {
  expect(parseSettings(text)).toMatchObject({ home, version });
});

test.each([
  '',
  'java.home = /jdk',
  'java.specification.version = 17',
  'xjava.home = /jdk\njava.specification.version = x',
])('takes %j for no Java', (text) => {
  expect(parseSettings(text)).toBeUndefined();
});

test('reads home, version and build of a Java', () => {
  const modern =
    'Property settings:\n    java.home = /usr/lib/jvm/java 17\n    java.specification.version = 17\n    java.vm.version = 17.0.15+6\n';
  expect(parseSettings(modern)).toEqual({ home: '/usr/lib/jvm/java 17', version: 17, build: '17.0.15+6' });
  expect(parseSettings('  java.home = /j\n  java.specification.version = 1.8\n')).toMatchObject({ version: 8 });
  expect(parseSettings('Unable to locate a Java Runtime.')).toBeUndefined();
});
