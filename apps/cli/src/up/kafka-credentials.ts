import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { type Credentials, readCredentialsFile } from '@headrace/kafka';

/**
 * What clients sign in to the local broker with. The password is made once for a data folder, and stands in this file, which
 * only its owner may read.
 * @param servers of the local broker; the file says where what is in it may be used
 */
export function localCredentials(file: string, servers: string): Credentials {
  const earlier = existsSync(file) ? readCredentialsFile(file)[0] : undefined;
  const { username, password } = earlier ?? { username: 'headrace', password: randomBytes(32).toString('base64url') };
  writeFileSync(file, `${JSON.stringify([{ servers, username, password }])}\n`, { mode: 0o600 });
  return { username, password };
}
