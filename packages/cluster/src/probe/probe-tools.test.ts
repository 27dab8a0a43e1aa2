import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, type ProbeTool, probeTools } from './probe-tools.ts';

const named = (name: string) => probeTools.find((m) => m.name === name) as ProbeTool;
const server = createServer();
let open: number;
let shut: number;

beforeAll(async () => {
  const other = createServer();
  for (const each of [server, other]) await once(each.listen(0, '127.0.0.1'), 'listening');
  open = (server.address() as AddressInfo).port;
  shut = (other.address() as AddressInfo).port;
  await once(other.close(), 'close');
});
afterAll(() => {
  server.close();
});

const run = ([program, ...args]: readonly string[]): Promise<Ended> =>
  new Promise((resolve) =>
    execFile(program as string, args, (error, out, err) => {
      const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
      resolve({ exit, out, err });
    }),
  );

test.each(['node', 'bash', 'python3'])('%s tells an open port from one on which nobody listens', async (name) => {
  const { command, read } = named(name);
  expect(read(await run(command('127.0.0.1', open, 2)))).toBe('open');
  expect(read(await run(command('127.0.0.1', shut, 2)))).toBe('refused');
});

test('nc of OpenBSD, of BusyBox and of Nmap (Red Hat): read by its words', () => {
  const { read } = named('nc');
  const said = (exit: number, err: string) => read({ exit, out: '', err });
  expect(said(0, 'Connection to 10.0.0.1 80 port [tcp/http] succeeded!')).toBe('open');
  expect(said(1, 'nc: connect to 10.0.0.1 port 80 (tcp) failed: Connection refused')).toBe('refused');
  expect(said(1, 'nc: 10.0.0.1 (10.0.0.1:80): Connection timed out')).toBe('silent');
  expect(said(1, 'nc: 10.0.0.1 (10.0.0.1:80): No route to host')).toBe('unreachable');
  expect(said(1, 'Ncat: Version 7.93 ( https://nmap.org/ncat )\nNcat: TIMEOUT.')).toBe('silent');
  expect(said(1, 'nc: invalid option -- z\nUsage: nc [-w SEC]\n\t-w SEC\tConnect timeout')).toBeUndefined();
});

test.each(probeTools)('$name: an address is an argument, whatever it looks like', async ({ command, read }) => {
  const hostile = '$(echo 1 > /tmp/headrace-hostile)`id`;"\'';
  expect(command(hostile, 80, 1).filter((argument) => argument.includes('hostile'))).toEqual([hostile]);
  expect(read({ exit: undefined, out: '', err: '' })).toBeUndefined();
  expect(read({ exit: 127, out: '', err: 'bash: not found' })).toBeUndefined();
});
