import { expect, test } from 'vitest';
import { readPostgresSettings } from './postgres-settings.ts';

const read = (file: string) => `content of ${file}\n`;

test('an address with everything', () => {
  const address = 'postgresql://the%20role@db.example:6432/flows?passwordfile=/run/secrets/db&sslrootcert=/etc/ca.crt';
  expect(readPostgresSettings(address, read)).toEqual({
    host: 'db.example',
    port: 6432,
    user: 'the role',
    database: 'flows',
    password: 'content of /run/secrets/db',
    ssl: { rejectUnauthorized: true, ca: 'content of /etc/ca.crt\n' },
  });
});

test('the least that an address says', () => {
  const { host, port, user, database, ssl, password } = readPostgresSettings('postgresql://[::1]', read);
  expect([host, port, user, database, password]).toEqual(['::1', 5432, 'headrace', 'headrace', undefined]);
  expect(ssl).toEqual({ rejectUnauthorized: true });
});

test('TLS is only left out when that is asked for', () => {
  expect(readPostgresSettings('postgresql://localhost?sslmode=disable', read).ssl).toBe(false);
  expect(readPostgresSettings('postgresql://localhost?sslmode=verify-full', read).ssl).not.toBe(false);
});

test.each([
  ['no address', 'db.example', 'it must begin with postgresql://'],
  ['another database', 'mysql://db.example/flows', 'it must begin with postgresql://'],
  ['a password in it', 'postgresql://a:hunter2-secret@db.example/flows', 'it must hold no password'],
  [
    'TLS that verifies nothing',
    'postgresql://db.example/flows?sslmode=require',
    'sslmode must be one of verify-full, disable',
  ],
  [
    'a parameter that the driver might take',
    'postgresql://db.example/flows?options=-c',
    "the parameter 'options' is not known",
  ],
])('rejects %s, without quoting it', (_, address, why) => {
  const reading = () => readPostgresSettings(address, read);
  expect(reading).toThrow(why);
  expect(reading).toThrow(/^The setting HEADRACE_DATABASE is not right: /);
  expect(reading).not.toThrow('hunter2-secret');
});

test.each(['passwordfile', 'sslrootcert'])(
  'a file of %s that cannot be read is named by its parameter',
  (parameter) => {
    const reading = () => readPostgresSettings(`postgresql://db.example/flows?${parameter}=/not/there`);
    expect(reading).toThrow(`the file that ${parameter} names cannot be read (ENOENT)`);
  },
);
