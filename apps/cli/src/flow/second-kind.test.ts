import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addGenerator } from '@headrace/connections/testing';
import { catalogue } from '@headrace/nodes';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { createProgram } from '../program.ts';

const folder = mkdtempSync(join(tmpdir(), 'headrace-kinds-'));
let server: Server;
let address: string;

/** A Headrace with connections of both kinds, and a planner that finds nothing wrong. */
const answers: Readonly<Record<string, unknown>> = {
  '/api/connections': [
    { name: 'local', kind: 'kafka', bootstrapServers: 'kafka:9092' },
    { name: 'numbers', kind: 'generator', series: ['even'] },
  ],
  '/api/check': { diagnostics: [], ports: { in: [{ name: 'id', type: 'BIGINT' }] }, planner: true },
};

beforeAll(async () => {
  addGenerator(catalogue);
  server = createServer((request, response) => {
    response.end(JSON.stringify(answers[(request.url ?? '').replace(/\?.*/, '')]));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

function file(config: object): string {
  const path = join(folder, 'flow.yaml');
  const source = {
    type: 'generator-source',
    config: { from: 'numbers', read: [{ name: 'id', type: 'BIGINT' }], ...config },
  };
  const sink = { type: 'kafka-sink', from: 'in', config: { connection: 'local', topic: 'OUT' } };
  const spec = { nodes: { in: source, out: sink } };
  writeFileSync(
    path,
    stringify({ apiVersion: 'headrace.dev/v1alpha1', kind: 'Flow', metadata: { name: 'numbers' }, spec }),
  );
  return path;
}

/** Runs a command to its end. @returns what it prints */
async function headrace(...args: readonly string[]): Promise<string> {
  const out: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((text) => void out.push(`${text}\n`));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  await createProgram().parseAsync(args, { from: 'user' });
  return out.join('');
}

test('checks a flow of a second kind of connection without a server', async () => {
  expect(await headrace('flow', 'check', file({ which: 'even' }), '--offline')).toContain('all is well');
  const wrong = await headrace('flow', 'check', file({ which: 'EVEN' }), '--offline');
  expect(wrong).toContain("A series is named by small letters, and 'EVEN' is not.");
});

test('prints a script that starts such a flow at a position of its own', async () => {
  const script = await headrace(
    'flow',
    'compile',
    file({ which: 'even' }),
    '--trust',
    '--from',
    '1970-01-01T00:00:00.007Z',
    '--server',
    address,
  );
  expect(script).toMatch(/'connector' = 'datagen'[^;]*'fields\.id\.start' = '7'/);
  expect(script).toMatch(/'connector' = 'kafka'/);
});
