import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A Java development kit: its home directory, its feature version (17, 21, …) and what exactly it is. */
export interface Jdk {
  readonly home: string;
  readonly version: number;
  /** `17.0.15+6-Debian-1deb12u1`: what one build writes for itself, another cannot read. */
  readonly build: string;
}

/** The oldest Java that Flink 2.3 and Kafka 4.4 both run on. */
export const oldestJava = 17;

const installRoots = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'];

/**
 * Finds a JDK (with compiler) of version 17 or newer: `JAVA_HOME`, then `java` on the path, then where systems install it.
 * Gives `undefined` when there is none.
 */
export function findJdk(env: NodeJS.ProcessEnv = process.env): Jdk | undefined {
  const homes = [env.JAVA_HOME, undefined, ...installedHomes()];
  for (const home of homes) {
    const jdk = inspect(home, env);
    if (jdk && jdk.version >= oldestJava && existsSync(join(jdk.home, 'bin', 'javac'))) return jdk;
  }
  return undefined;
}

function installedHomes(): string[] {
  return installRoots
    .filter((root) => existsSync(root))
    .flatMap((root) => readdirSync(root).flatMap((name) => [join(root, name), join(root, name, 'Contents', 'Home')]));
}

/** Asks a Java for its own home and version; without a home, the one on the path. */
function inspect(home: string | undefined, env: NodeJS.ProcessEnv): Jdk | undefined {
  const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  const asked = spawnSync(java, ['-XshowSettings:properties', '-version'], { encoding: 'utf8', env });
  if (asked.status !== 0) return undefined;
  return parseSettings(asked.stderr);
}

/** Reads what `java -XshowSettings:properties -version` prints. */
export function parseSettings(text: string): Jdk | undefined {
  const home = /^[ \t]*java\.home = (.+)$/m.exec(text)?.[1]?.trim();
  const version = /^[ \t]*java\.specification\.version = (?:1\.)?(\d+)/m.exec(text)?.[1];
  const build = /^[ \t]*java\.vm\.version = (.+)$/m.exec(text)?.[1]?.trim() ?? '';
  return home && version ? { home, version: Number(version), build } : undefined;
}
