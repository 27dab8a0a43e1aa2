import { expect, test } from 'vitest';
import { parseSettings } from './find.ts';

test('a Java tells its home, version and build', () => {
  const modern =
    'Property settings:\n    java.home = /usr/lib/jvm/java 17\n    java.specification.version = 17\n    java.vm.version = 17.0.15+6\n';
  expect(parseSettings(modern)).toEqual({ home: '/usr/lib/jvm/java 17', version: 17, build: '17.0.15+6' });
  expect(parseSettings('  java.home = /j\n  java.specification.version = 1.8\n')).toMatchObject({ version: 8 });
  expect(parseSettings('Unable to locate a Java Runtime.')).toBeUndefined();
});
