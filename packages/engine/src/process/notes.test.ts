import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientFetch } from '@headrace/tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../testing/folder.ts';
import { startChild } from './child.ts';
import { answers } from './http.ts';
import { pidFiles, readPidFile, removePidFile, writePidFile } from './pidfile.ts';
import { freePorts, requireFreePorts } from './ports.ts';

describe('the note of a process', () => {
  test('is read as it was written, and its folder is made', () => {
    const file = testFolder().at('run', 'a.pid');
    writePidFile(file, { pid: 12, command: 'java x' });
    expect(readPidFile(file)).toEqual({ pid: 12, command: 'java x' });
  });

  test.each([
    '',
    '{',
    '12',
    'null',
    '[]',
    '{"pid": 1}',
    '{"pid": "1", "command": "x"}',
    '{"pid": 1.5, "command": "x"}',
  ])('is none where it holds %j', (text) => {
    expect(readPidFile(testFolder().write('a.pid', text))).toBeUndefined();
  });

  test('holds the number and the command alone', () => {
    const file = testFolder().write('a.pid', '{"pid": 1, "command": "x", "more": true}');
    expect(readPidFile(file)).toEqual({ pid: 1, command: 'x' });
  });

  test('may be missing, and may be removed twice', () => {
    const folder = testFolder();
    expect([readPidFile(folder.at('a.pid')), pidFiles(folder.at('none'))]).toEqual([undefined, []]);
    const file = folder.write('b.pid', '{}');
    folder.write('b.txt', '');
    expect(pidFiles(folder.path)).toEqual([file]);
    removePidFile(file);
    removePidFile(file);
    expect(pidFiles(folder.path)).toEqual([]);
  });
});

describe('whether a server answers', () => {
  const fetch = clientFetch(undefined);

  async function serving(status: number, text: string): Promise<string> {
    const server: Server = createServer((_, response) => response.writeHead(status).end(text));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  test.each([
    [200, '{"ready": true}', true],
    [200, '{"ready": false}', false],
    [200, '{"ready"', false],
    [200, 'ready', false],
    [503, '{"ready": true}', false],
  ])('%i %s: %s', async (status, text, is) => {
    const test = (body: unknown) => typeof body === 'object' && body !== null && 'ready' in body && body.ready === true;
    expect(await answers(fetch, await serving(status, text), test)).toBe(is);
  });

  test('any body will do without a test', async () => {
    expect(await answers(fetch, await serving(200, ''))).toBe(true);
  });

  test('nobody is there', async () => {
    const [port = 0] = await freePorts(1);
    expect(await answers(fetch, `http://127.0.0.1:${port}`)).toBe(false);
  });
});

describe('ports', () => {
  test('that are free are different ones', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    await requireFreePorts(ports.map((port) => ({ port, user: 'Flink' })));
  });

  test('that cannot be opened are said with the reason of the system', async () => {
    await expect(requireFreePorts([{ port: 65_536, user: 'Kafka' }])).rejects.toThrow();
  });
});

describe('a child', () => {
  const spec = (command: string, args: string[]) => {
    const folder = testFolder();
    return { command, args, env: {}, logFile: folder.at('a.log'), pidFile: folder.at('a.pid'), grace: 1000 };
  };

  test.each([
    ['exit 0', 'exit code 0'],
    ['exit 7', 'exit code 7'],
    ['kill -9 $$', 'signal SIGKILL'],
  ])('that runs %s ends with %s, and its note goes', async (script, ending) => {
    const one = spec('/bin/sh', ['-c', script]);
    const child = startChild(one);
    expect(await child.ended).toBe(ending);
    expect(readPidFile(one.pidFile)).toBeUndefined();
    await child.stop();
  });

  test('that is no program ends with the error of the system, and can be stopped', async () => {
    const child = startChild(spec('/no/such/program', []));
    expect(child.pid).toBe(-1);
    expect(await child.ended).toContain('ENOENT');
    await child.stop();
  });

  test('is noted with its whole command line', async () => {
    const one = spec('/bin/sleep', ['60']);
    const child = startChild(one);
    expect(readPidFile(one.pidFile)).toEqual({ pid: child.pid, command: '/bin/sleep 60' });
    await child.stop();
    expect(await child.ended).toBe('signal SIGTERM');
  });
});
