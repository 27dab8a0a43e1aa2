import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandOf, runs } from './identity.ts';
import { endLeftovers } from './leftovers.ts';
import { type PartSpec, startPart } from './part.ts';
import { readPidFile, writePidFile } from './pidfile.ts';
import { requireFreePorts } from './ports.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headrace-process-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const idle = 'setInterval(() => {}, 1000)';

function startIdle() {
  const child = spawn(process.execPath, ['-e', idle], { detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const identity = { pid: child.pid as number, command: [process.execPath, '-e', idle].join(' ') };
  return { child, ended, identity };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

describe('left-over processes', () => {
  test('are ended when number and command line are those noted', async () => {
    const { ended, identity } = startIdle();
    await until(() => runs(identity));
    writePidFile(join(dir, 'part.pid'), identity);
    expect(await endLeftovers(dir)).toBe(1);
    await ended;
    expect(existsSync(join(dir, 'part.pid'))).toBe(false);
  });

  test('are left alone when another program has got the number', async () => {
    const { child, ended, identity } = startIdle();
    await until(() => runs(identity));
    writePidFile(join(dir, 'part.pid'), { ...identity, command: 'java kafka.Kafka' });
    expect(await endLeftovers(dir)).toBe(0);
    expect(runs(identity)).toBe(true);
    child.kill('SIGKILL');
    await ended;
  });

  test('a note that a crash cut off is thrown away', async () => {
    writeFileSync(join(dir, 'part.pid'), '{"pid": 12');
    expect(readPidFile(join(dir, 'part.pid'))).toBeUndefined();
    expect(await endLeftovers(dir)).toBe(0);
    expect(existsSync(join(dir, 'part.pid'))).toBe(false);
  });
});

test('the command line of this very process is found, that of no process is not', () => {
  expect(commandOf(process.pid)).toContain('node');
  expect(commandOf(2 ** 22 + 1)).toBeUndefined();
});

test('a port in use is one sentence that names it and what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await until(() => server.listening);
  const { port } = server.address() as { port: number };
  await expect(requireFreePorts([{ port, user: 'Kafka' }])).rejects.toThrow(
    `Port ${port}, which Kafka needs, is in use by another program: stop that program, or move all ports with --port-offset 1000.`,
  );
  server.close();
  await until(() => !server.listening);
  await expect(requireFreePorts([{ port, user: 'Kafka' }])).resolves.toBeUndefined();
});

describe('a part', () => {
  const said: string[] = [];
  const spec = (script: string, isReady: () => boolean): PartSpec => ({
    title: 'Idler',
    command: process.execPath,
    args: ['-e', script],
    env: {},
    logFile: join(dir, 'logs', 'idler.log'),
    pidFile: join(dir, 'run', 'idler.pid'),
    grace: 2000,
    isReady: async () => isReady(),
    readyWithin: 20_000,
    announce: (message) => said.push(message),
  });

  test('that is killed is started again and said so; one that is stopped is not', async () => {
    said.length = 0;
    const part = await startPart(spec(idle, () => true));
    const first = part.pid();
    expect(readPidFile(join(dir, 'run', 'idler.pid'))?.pid).toBe(first);
    process.kill(first, 'SIGKILL');
    await until(() => said.includes('Idler runs again.'));
    expect(said[0]).toContain('Idler ended by itself (signal SIGKILL)');
    expect(part.pid()).not.toBe(first);
    const second = readPidFile(join(dir, 'run', 'idler.pid'));
    await part.stop();
    expect(second && runs(second)).toBe(false);
    expect(existsSync(join(dir, 'run', 'idler.pid'))).toBe(false);
  });

  test('that keeps ending is started again after pauses that grow', async () => {
    said.length = 0;
    let isFirst = true;
    // Ready once; after that it ends as soon as it begins.
    const script = `if (require('node:fs').existsSync('${join(dir, 'again')}')) process.exit(5); ${idle}`;
    const part = await startPart(
      spec(script, () => {
        const ready = isFirst;
        isFirst = false;
        return ready;
      }),
    );
    writeFileSync(join(dir, 'again'), '');
    process.kill(part.pid(), 'SIGKILL');
    await until(() => said.filter((line) => line.includes('it is started again')).length === 3);
    await part.stop();
    expect(said.map((line) => / again in (\S+) s/.exec(line)?.[1])).toEqual(['0.5', '1', '2']);
  }, 30_000);

  test('that is stopped while it waits to be started again is not started', async () => {
    said.length = 0;
    const part = await startPart(spec(idle, () => true));
    process.kill(part.pid(), 'SIGKILL');
    await until(() => said.length === 1);
    await part.stop();
    await sleep(700);
    expect(said).toHaveLength(1);
    expect(existsSync(join(dir, 'run', 'idler.pid'))).toBe(false);
  });

  test('that does not become ready is given up, with the time that it had', async () => {
    const never = { ...spec(idle, () => false), readyWithin: 400 };
    await expect(startPart(never)).rejects.toThrow(/^Idler was not ready after 0 s/);
    expect(existsSync(join(dir, 'run', 'idler.pid'))).toBe(false);
  });

  test('whose program is not there is refused with the reason', async () => {
    const missing = { ...spec(idle, () => false), command: join(dir, 'no-such-program') };
    await expect(startPart(missing)).rejects.toThrow(/ended while it was starting \(spawn .*ENOENT\)/);
  });

  test('that ends while it starts is refused with its last words, and is not tried again', async () => {
    const script = "console.error('Error: the storage is locked'); process.exit(3)";
    await expect(startPart(spec(script, () => false))).rejects.toThrow(
      /Idler ended while it was starting \(exit code 3\)\. Its log is .*idler\.log; its last words: Error: the storage is locked/,
    );
  });

  test('that ignores SIGTERM is ended by force', async () => {
    const script = `process.on('SIGTERM', () => {}); console.log('up'); ${idle}`;
    const part = await startPart({ ...spec(script, () => true), grace: 300 });
    const pid = part.pid();
    await sleep(200);
    await part.stop();
    expect(commandOf(pid)).toBeUndefined();
  });

  test('that is given up while it starts leaves nothing running', async () => {
    const giveUp = new AbortController();
    const started = startPart({ ...spec(idle, () => false), signal: giveUp.signal });
    await until(() => existsSync(join(dir, 'run', 'idler.pid')));
    const identity = readPidFile(join(dir, 'run', 'idler.pid'));
    giveUp.abort();
    await expect(started).rejects.toThrow('was stopped while it was starting');
    expect(identity && runs(identity)).toBe(false);
  });
});
