import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { UserError } from '@headrace/text';

/** Whether what is missing can be installed without asking anybody: root on a Debian or Ubuntu. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Installs a package of the distribution. `onProgress` is given the share done (0 to 1). @throws UserError */
export async function installPackage(name: string, onProgress: (share: number) => void): Promise<void> {
  await aptGet(['update', '-qq'], () => {});
  await aptGet(['install', '-y', '-qq', '--no-install-recommends', name], onProgress);
}

/** Runs apt-get with its machine-readable progress (`pmstatus:package:percent:text`) on descriptor 3. */
function aptGet(args: string[], onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['-o', 'APT::Status-Fd=3', ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      const [kind, , percent] = line.split(':');
      if (kind === 'dlstatus') onProgress(Number(percent) / 200);
      if (kind === 'pmstatus') onProgress(0.5 + Number(percent) / 200);
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new UserError(`apt-get ${args[0]} failed (${args.at(-1)}): ${errors.trim().split('\n').at(-1) ?? ''}`),
          ),
    );
  });
}
