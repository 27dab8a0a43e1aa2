import { documentText, parseFlow } from '@headrace/flow';
import { expect, test, vi } from 'vitest';
import { checked } from './checked.ts';
import type { Server } from './server.ts';

/** How long was waited in all, ms. */
let waited = 0;
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => {
    waited += ms;
  },
}));

const text = documentText({
  apiVersion: 'headrace.dev/v1alpha1',
  kind: 'Flow',
  metadata: { name: 'f' },
  spec: { nodes: {} },
});
const file = { path: 'f.yaml', text, parsed: parseFlow(text) };

/** A server whose planner answers the n-th question. */
function server(answersAt: number): Server {
  let asked = 0;
  const check = async () => ({ diagnostics: [], ports: {}, planner: ++asked >= answersAt });
  return { api: { checks: { check } } } as unknown as Server;
}

test('waits for a planner that is away', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  expect(await checked(file, true, server(5))).toEqual({ diagnostics: [], ports: {} });
});

test('gives up after a minute, with the code and what can be done without Flink', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  waited = 0;
  await expect(checked(file, true, server(1000))).rejects.toMatchObject({
    code: 'command/flink-away',
    message: expect.stringContaining('--offline'),
  });
  expect(waited).toBe(58_000);
});
