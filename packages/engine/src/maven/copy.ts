import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { UserError } from '@headrace/text';

export interface CopyRequest {
  /** `mvn` or the path of the wrapper. */
  readonly maven: string;
  readonly javaHome: string;
  readonly pom: string;
  readonly into: string;
  /** A local repository other than the user's, for when that one holds a broken file. */
  readonly repository?: string;
  /** Called with the file name of each jar that was downloaded or copied, perhaps more than once. */
  readonly onJar: (name: string) => void;
  readonly signal?: AbortSignal;
}

/** Lets Maven copy the jars of a pom.xml to a folder. @throws UserError if Maven fails */
export function copyDependencies(request: CopyRequest): Promise<void> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies';
  const args = ['-B', '-C', '-f', request.pom, goal, `-DoutputDirectory=${request.into}`];
  if (request.repository !== undefined) args.push(`-Dmaven.repo.local=${request.repository}`);
  return new Promise((resolve, reject) => {
    const child = spawn(request.maven, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, JAVA_HOME: request.javaHome },
      ...(request.signal ? { signal: request.signal } : {}),
    });
    const errors: string[] = [];
    const read = (line: string) => {
      const jar = jarOf(line);
      if (jar !== undefined) request.onJar(jar);
      else if (line.includes('[ERROR]')) errors.push(line.replace('[ERROR] ', ''));
    };
    // Maven prints nothing for jars of the local repository: poll the folder.
    const watch = setInterval(() => readdirSync(request.into).forEach(request.onJar), 200);
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
    let failed = false;
    child.on('error', (error) => {
      failed = true;
      clearInterval(watch);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(watch);
      // The caller knows of an error by now, and may have removed the folder.
      if (failed) return;
      readdirSync(request.into).forEach(request.onJar);
      if (code === 0) resolve();
      else reject(mavenFailed(errors));
    });
  });
}

/** The jar that a line of Maven's output reports as downloaded, if any. */
export function jarOf(line: string): string | undefined {
  // bounded: a line that Maven prints.
  return /Downloaded from \S+ \S*\/([^/\s]+\.jar)/.exec(line)?.[1];
}

function mavenFailed(errors: readonly string[]): UserError {
  const why =
    errors
      .find((line) => line.trim() !== '')
      ?.replace(/ -> \[Help.*/, '.')
      .slice(0, 400) ?? 'it gave no reason.';
  return new UserError(
    `Maven could not bring the engine: ${why} Check the network and Maven's settings (proxy, mirror), then start again: what has arrived is kept.`,
  );
}
