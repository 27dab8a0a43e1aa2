import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { named, prefixOf } from '../support/network/clean.ts';
import type { Host } from '../support/network/host.ts';
import { run } from '../support/network/ip.ts';
import { createNetwork, type Network } from '../support/network/network.ts';

let network: Network;
let [a, b] = [{} as Host, {} as Host];
beforeAll(async () => {
  network = await createNetwork([{ name: 'a' }, { name: 'b', held: [7000, 7001] }]);
  [a, b] = [network.hosts.get('a') as Host, network.hosts.get('b') as Host];
});
afterAll(() => network?.close());

test('hosts reach each other, and tell open from refused from silent', async () => {
  expect(await b.listening()).toEqual([7000, 7001]);
  expect(await a.probe(b.address, 7000)).toBe('open');
  expect(await a.probe(b.address, 7002)).toBe('refused');
  await b.load(
    'table inet t {\n chain c {\n type filter hook input priority 0; policy accept;\n tcp dport 7000 drop\n }\n}\n',
  );
  expect(await a.probe(b.address, 7000, 300)).toBe('silent');
  expect(await a.probe(b.address, 7001)).toBe('open');
  await b.load('delete table inet t\n');
});

test('nothing of it is on the network of the machine itself', async () => {
  expect(await run('ip', ['-o', 'link'])).not.toContain(a.namespace);
  expect(await run('ip', ['route'])).not.toContain('10.87.');
});

test('a run that is killed leaves no namespace, no process and no file', async () => {
  const code = `
    import { createNetwork } from ${JSON.stringify(join(import.meta.dirname, '..', 'support', 'network', 'network.ts'))};
    const network = await createNetwork([{ name: 'left' }]);
    console.log(network.folder);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [folder] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const prefix = prefixOf(child.pid as number, 1);
  expect(named(prefix).sort()).toEqual([`${prefix}bridge`, `${prefix}left`]);
  child.kill('SIGKILL');
  for (let tries = 0; tries < 100 && (named(prefix).length > 0 || existsSync(folder)); tries++) await sleep(100);
  expect(named(prefix)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});
