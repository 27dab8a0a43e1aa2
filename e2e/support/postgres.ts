import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueKeys } from '@headrace/tls/issue';
import pg from 'pg';

/** A PostgreSQL server of a suite's own, on a free port of the loopback address, with TLS. */
export interface TestPostgres {
  /**
   * An empty database of a role that owns it and nothing else.
   * @returns its address for `HEADRACE_DATABASE`
   */
  createDatabase(): Promise<string>;
  /** Runs a statement in a database as its role. */
  query<T extends object>(address: string, statement: string): Promise<T[]>;
  dropDatabase(address: string): Promise<void>;
  /** Ends the server without a warning, as a machine that fails does. */
  kill(): Promise<void>;
  /** Starts it again on what is there. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where Debian and others keep the server's programs, which are not on the path. */
function programs(): string {
  const found = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  if (found) return found;
  const { stdout } = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (!stdout) throw new Error('The suite of stores needs PostgreSQL: install it, then run npm test again.');
  return stdout.trim();
}

/** PostgreSQL refuses to run as root; Debian's package makes a user for it. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

export async function startPostgres(): Promise<TestPostgres> {
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'headrace-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = join(folder, 'password');
  const password = randomBytes(18).toString('base64url');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const { server: keys } = await issueKeys(join(folder, 'keys'), 'postgres');
  if (user) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
  run('initdb', ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'], user);
  const port = await freePort();
  let server = await start();

  function run(program: string, args: string[], as: typeof user): void {
    const { status, stderr } = spawnSync(join(programs(), program), args, { ...as, encoding: 'utf8', cwd: folder });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  }

  async function start(): Promise<ChildProcess> {
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      ssl: 'on',
      ssl_cert_file: join(keys, 'tls.crt'),
      ssl_key_file: join(keys, 'tls.key'),
      // What a test writes need not survive the machine.
      fsync: 'off',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(programs(), 'postgres'), ['-D', data, '-p', String(port), ...options], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    for (let i = 0; ; i++) {
      try {
        await admin('SELECT 1');
        return child;
      } catch (error) {
        if (i === 300 || child.exitCode !== null) throw error;
        await sleep(100);
      }
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  }

  async function admin<T extends object>(statement: string, database = 'postgres'): Promise<T[]> {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database, ssl: false });
    await client.connect();
    try {
      return (await client.query<T>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  const nameOf = (address: string) => new URL(address).pathname.slice(1);
  return {
    async createDatabase() {
      const name = `t${randomUUID().replaceAll('-', '')}`;
      const file = join(folder, name);
      writeFileSync(file, `${name}\n`, { mode: 0o600 });
      await admin(`CREATE ROLE ${name} LOGIN PASSWORD '${name}'`);
      await admin(`CREATE DATABASE ${name} OWNER ${name}`);
      const query = new URLSearchParams({ passwordfile: file, sslrootcert: join(keys, 'ca.crt') });
      return `postgresql://${name}@localhost:${port}/${name}?${query}`;
    },
    query: (address, statement) => admin(statement, nameOf(address)),
    async dropDatabase(address) {
      await admin(`DROP DATABASE ${nameOf(address)} WITH (FORCE)`);
      await admin(`DROP ROLE ${nameOf(address)}`);
    },
    kill: () => end('SIGKILL'),
    async restart() {
      server = await start();
    },
    async stop() {
      await end('SIGINT');
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('a port of the loopback address was expected');
  return address.port;
}
