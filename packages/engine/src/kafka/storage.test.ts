import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '@headrace/text';
import { expect, test } from 'vitest';
import { testFolder } from '../testing/folder.ts';
import { formatStorage } from './storage.ts';

test('formats a new log directory with a cluster ID of its own', async () => {
  const folder = testFolder();
  const java = folder.program('java', `echo "$@" >> ${folder.at('calls')}`);
  for (let i = 0; i < 2; i++) await formatStorage(java, '/jars/*', folder.at('topics'), '/server.properties');
  const ids = readFileSync(folder.at('calls'), 'utf8').match(/(?<=--cluster-id=)\S+/g) ?? [];
  expect(ids).toEqual([expect.stringMatching(/^[\w-]{22}$/), expect.stringMatching(/^[\w-]{22}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
  expect(readFileSync(folder.at('calls'), 'utf8')).toContain('-cp /jars/* kafka.tools.StorageTool format');
});

test('leaves a formatted one alone', async () => {
  const folder = testFolder();
  folder.write('topics/meta.properties', 'cluster.id=x');
  const java = folder.program('java', `touch ${folder.at('called')}`);
  await formatStorage(java, '/jars/*', folder.at('topics'), '/server.properties');
  expect(existsSync(folder.at('called'))).toBe(false);
});

test('says the last words of the tool where it fails, of both its outputs', async () => {
  const folder = testFolder();
  const java = folder.program('java', `echo "${'x'.repeat(500)}"; echo "No space left on device" >&2; exit 1`);
  const failed = await formatStorage(java, '/jars/*', folder.at('topics'), '/p').catch((error) => error);
  expect(failed).toBeInstanceOf(UserError);
  expect(failed.message).toMatch(/^Kafka's storage in \S+topics could not be prepared: /);
  expect(failed.message).toContain('No space left on device');
  expect(failed.message.length).toBeLessThan(600);
});
