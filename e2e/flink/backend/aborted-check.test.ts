import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { apiAt } from '../../support/api.ts';
import { type BackendProcess, startBackend } from './process.ts';

const engine = inject('engine');
let backend: BackendProcess;

beforeAll(async () => {
  backend = await startBackend(engine);
});
afterAll(() => backend?.stop());

/** Each text is another flow for the planner, so that no answer is a remembered one. */
const flow = (price: number) => `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: aborted-${price}}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ORDERS-${price}, columns: [{name: price, type: DOUBLE}]}
    dear: {type: filter, from: orders, config: {expression: "price > ${price}"}}
`;

const check = (price: number, signal?: AbortSignal) =>
  apiAt(backend.address).checks.check({ body: { text: flow(price) } }, signal ? { signal } : {});

test('a page that goes away while the planner is at its flow spoils no check after it', async () => {
  for (let ms = 0; ms < 60; ms++) {
    const away = new AbortController();
    setTimeout(() => away.abort(), ms);
    await check(1000 + ms, away.signal).catch(() => undefined);
    // The same flow again, whose table the planner may or may not have taken, and another one.
    for (const price of [1000 + ms, 2000 + ms]) {
      const { diagnostics, planner } = await check(price);
      expect({ ms, diagnostics, planner }).toEqual({ ms, diagnostics: [], planner: true });
    }
  }
});
