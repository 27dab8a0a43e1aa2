import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findJdk, type Jdk } from '../java/find.ts';
import { testFolder } from '../testing/folder.ts';
import { serialFilterFlag } from './serial-filter.ts';

/** Asks Java itself what the filter says of a class, of an array and of the depth of a stream. */
const program = `
import java.io.ObjectInputFilter;
public class Ask {
  record Info(Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes)
      implements ObjectInputFilter.FilterInfo {}
  public static void main(String[] asked) throws Exception {
    ObjectInputFilter filter = ObjectInputFilter.Config.getSerialFilter();
    for (String line : asked) {
      String[] part = line.split(" ");
      Class<?> type = Class.forName(part[0], false, Ask.class.getClassLoader());
      System.out.println(filter.checkInput(new Info(type, Long.parseLong(part[1]), Long.parseLong(part[2]), 1, 1)));
    }
  }
}`;

let jdk: Jdk;
beforeAll(() => {
  const found = findJdk();
  if (!found) throw new Error('a JDK 17 is needed: install openjdk-17-jdk-headless');
  jdk = found;
});

function verdicts(...asked: string[]): string[] {
  const file = testFolder().write('Ask.java', program);
  const java = spawnSync(join(jdk.home, 'bin', 'java'), [serialFilterFlag, file, ...asked], { encoding: 'utf8' });
  expect(java.stderr).toBe('');
  return java.stdout.trim().split('\n');
}

test('Java lets pass what Flink sends, and refuses what is known to run code as it is read', () => {
  const allowed = [
    'java.util.HashMap',
    'java.util.ArrayList',
    'java.math.BigDecimal',
    'java.time.Instant',
    'java.net.URI',
  ];
  const refused = [
    'javax.management.BadAttributeValueExpException',
    'java.rmi.server.UnicastRemoteObject',
    'java.beans.EventHandler',
    'javax.swing.JEditorPane',
    'javax.naming.InitialContext',
    'java.io.File',
    'java.net.Socket',
    'sun.reflect.annotation.AnnotationInvocationHandler',
  ];
  const found = verdicts(...[...allowed, ...refused].map((name) => `${name} -1 1`));
  expect(found).toEqual([...allowed.map(() => 'ALLOWED'), ...refused.map(() => 'REJECTED')]);
}, 60_000);

test('Java refuses a stream that nests too deep and an array that no flow needs', () => {
  expect(
    verdicts(
      'java.util.HashMap -1 200',
      'java.util.HashMap -1 201',
      '[Ljava.lang.Object; 67108864 1',
      '[Ljava.lang.Object; 67108865 1',
    ),
  ).toEqual(['ALLOWED', 'REJECTED', 'ALLOWED', 'REJECTED']);
}, 60_000);

test('the shaded Guava is the one that the jars of this Flink have', () => {
  const jars = readFileSync(join(import.meta.dirname, '..', '..', 'flink', 'jars.lock'), 'utf8');
  // Its package carries its version: for another the pattern would never match.
  const guava = /shaded\.guava(\d+)\./.exec(serialFilterFlag)?.[1];
  expect(jars).toContain(`flink-shaded-guava-${guava}.`);
});
