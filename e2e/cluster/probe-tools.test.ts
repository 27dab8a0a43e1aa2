import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apply } from './api.ts';
import { netpol } from './headrace.ts';
import { TestNode } from './node.ts';

const namespace = 'means';
/** Pods by the image that each has; the programs of these are tried last, so that they have nothing before them. */
const callers = { python: 'python3', nc: 'nc' } as const;
let node: TestNode;

const pod = (name: string, more = '') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app: ${name}}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: ${name}${more}}]}}`;

/** Somebody listens on 8080 alone, and the policy lets 8080 and 9999 in. */
beforeAll(async () => {
  await apply(
    [
      `{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`,
      ...Object.keys(callers).map((name) => pod(name)),
      pod('nothing', ', ports: [{containerPort: 7777}, {containerPort: 8080}, {containerPort: 9999}]'),
      `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: some, namespace: ${namespace}}, spec: {podSelector: {matchLabels: {app: nothing}}, ingress: [{ports: [{port: 8080}, {port: 9999}]}]}}`,
    ].join('\n---\n'),
  );
  node = await TestNode.start(
    [namespace],
    [...Object.keys(callers).map((name) => ({ name })), { name: 'nothing', held: [8080] }],
  );
  while (node.running().length < 3) await sleep(50);
});
afterAll(() => node?.close());

test('python3 and nc in a pod tell what is open, where nobody listens, and what is dropped', async () => {
  const { code, out } = await netpol('probe', '-n', namespace, '--yes', '--timeout', '1', '-o', 'json');
  const rows = (JSON.parse(out) as { from: string; port: number; measured: string; verdict: string; by: string }[]).map(
    ({ from, port, measured, verdict, by }) => `${from} ${port} ${measured} ${verdict}, by ${by}`,
  );
  const expected = Object.entries(callers).flatMap(([name, program]) => [
    `${namespace}/${name}[Pod] 7777 silent as computed, by ${program}`,
    `${namespace}/${name}[Pod] 8080 open as computed, by ${program}`,
    `${namespace}/${name}[Pod] 9999 refused as computed, by ${program}`,
  ]);
  expect(rows.sort()).toEqual(expected.sort());
  expect(code).toBe(0);
});
