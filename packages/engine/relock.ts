/**
 * Writes `jars.lock` beside each pom.xml after its versions were changed: run it with node, then look at the difference.
 */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJdk } from './src/java/find.ts';
import { copyDependencies } from './src/maven/copy.ts';
import { findMaven } from './src/maven/find.ts';
import { sha256Of } from './src/maven/lock.ts';

const jdk = findJdk();
const maven = findMaven(join(import.meta.dirname, '..', '..'));
if (!jdk || !maven) throw new Error('a JDK and Maven are needed');
for (const name of ['flink', 'kafka']) {
  const definition = join(import.meta.dirname, name);
  const into = mkdtempSync(join(tmpdir(), 'headrace-relock-'));
  await copyDependencies({ maven, javaHome: jdk.home, pom: join(definition, 'pom.xml'), into, onJar: () => {} });
  const lines = [
    '# sha256, bytes, file: what Maven brings for the pom.xml beside this file. Made by packages/engine/relock.ts.',
  ];
  for (const jar of readdirSync(into).sort())
    lines.push(`${await sha256Of(join(into, jar))}  ${statSync(join(into, jar)).size}  ${jar}`);
  writeFileSync(join(definition, 'jars.lock'), `${lines.join('\n')}\n`);
  rmSync(into, { recursive: true });
}
