import { readFileSync } from 'node:fs';
import { errorCode, UserError } from '@headrace/text';
import { portOf } from '@headrace/topology';
import type { PoolConfig } from 'pg';

/** How a PostgreSQL database is reached. */
export type PostgresSettings = Pick<PoolConfig, 'host' | 'port' | 'user' | 'database' | 'password' | 'ssl'>;

const sslModes = ['verify-full', 'disable'] as const;
const parameters = ['sslmode', 'sslrootcert', 'passwordfile'];

/**
 * Reads the address of a database: `postgresql://USER@HOST:PORT/DATABASE?passwordfile=FILE`. The password stands in a file,
 * never in the address. TLS with the server's name verified is the default; `sslmode=disable` is for a server on the same
 * machine. `sslrootcert` names a file with the authorities to trust instead of the public ones.
 * Source: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING
 * @throws UserError without the address, when it is not such an address or a file of it cannot be read
 */
export function readPostgresSettings(address: string, read = (file: string) => readFileSync(file, 'utf8')) {
  const url = URL.parse(address);
  if (!url || !['postgresql:', 'postgres:'].includes(url.protocol)) throw invalid('it must begin with postgresql://');
  if (url.password !== '') throw invalid('it must hold no password; name a file with it: ?passwordfile=/path/to/file');
  const unknown = [...url.searchParams.keys()].find((key) => !parameters.includes(key));
  if (unknown !== undefined)
    throw invalid(`the parameter '${unknown}' is not known; known are ${parameters.join(', ')}`);
  const sslmode = url.searchParams.get('sslmode') ?? 'verify-full';
  if (!sslModes.some((mode) => mode === sslmode)) throw invalid(`sslmode must be one of ${sslModes.join(', ')}`);
  const passwordFile = url.searchParams.get('passwordfile');
  const rootFile = url.searchParams.get('sslrootcert');
  const contentOf = (parameter: string, file: string) => {
    try {
      return read(file);
    } catch (error) {
      throw invalid(`the file that ${parameter} names cannot be read (${errorCode(error)})`);
    }
  };
  const settings: PostgresSettings = {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: url.port === '' ? portOf('database', 'postgres') : Number(url.port),
    user: decodeURIComponent(url.username) || 'headrace',
    database: decodeURIComponent(url.pathname.slice(1)) || 'headrace',
    ssl:
      sslmode === 'disable'
        ? false
        : { rejectUnauthorized: true, ...(rootFile === null ? {} : { ca: contentOf('sslrootcert', rootFile) }) },
    ...(passwordFile === null ? {} : { password: contentOf('passwordfile', passwordFile).replace(/\r?\n$/, '') }),
  };
  return settings;
}

const invalid = (why: string) => new UserError(`The setting HEADRACE_DATABASE is not right: ${why}.`);
