import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Gives the Maven to call: `mvn` of the machine, else the wrapper in the project, which brings its own. */
export function findMaven(projectDir: string): string | undefined {
  if (spawnSync('mvn', ['-v'], { stdio: 'ignore' }).status === 0) return 'mvn';
  const wrapper = join(projectDir, 'mvnw');
  return existsSync(wrapper) ? wrapper : undefined;
}
