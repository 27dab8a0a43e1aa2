import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A key with its certificate, and the authority whose certificates its holder accepts; all as PEM. */
export interface Identity {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Folders of the two identities with which a server and those who may call it know each other. */
export interface KeyFolders {
  readonly server: string;
  readonly client: string;
}

/** The names of a Kubernetes TLS secret as cert-manager writes it, so that such a secret can be mounted as it is. */
const files = { ca: 'ca.crt', cert: 'tls.crt', key: 'tls.key' } as const;

/** Reads an identity from its folder. */
export function readIdentity(folder: string): Identity {
  const read = (name: keyof typeof files) => readFileSync(join(folder, files[name]), 'utf8');
  return { ca: read('ca'), cert: read('cert'), key: read('key') };
}

/** Writes an identity into a folder that only the owner may enter, in files that only the owner may read. */
export function writeIdentity(folder: string, identity: Identity): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A umask can only take rights away: the mode is what was asked for, or less.
  chmodSync(folder, 0o700);
  for (const name of ['ca', 'cert', 'key'] as const)
    writeFileSync(join(folder, files[name]), identity[name], { mode: 0o600 });
}
