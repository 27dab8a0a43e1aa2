import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '@headrace/topology';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Applied, api, apply, kubeconfig } from './api.ts';
import { TestNode } from './node.ts';
import { probeImage } from './programs.ts';
import { inTerminal, keys, type Terminal } from './terminal.ts';

const namespace = 'asked';
const components = ['gateway', 'ui'] as const;
const policiesPath = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
const podsPath = `/api/v1/namespaces/${namespace}/pods`;
const deny = 'default-deny-ingress';
let node: TestNode;

beforeAll(async () => {
  const pods = components.map(
    (name) =>
      `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: ${namespace}, labels: {app.kubernetes.io/name: headrace, app.kubernetes.io/component: ${name}}}, spec: {automountServiceAccountToken: false, containers: [{name: main, image: node}]}}`,
  );
  await apply([`{apiVersion: v1, kind: Namespace, metadata: {name: ${namespace}}}`, ...pods].join('\n---\n'));
  node = await TestNode.start(
    [namespace],
    components.map((name) => ({ name, held: [portOf(name)] })),
  );
  while (node.running().length < components.length) await sleep(50);
});
afterAll(() => node?.close());
beforeEach(() => api().call(policiesPath, { method: 'DELETE', what: 'delete policies' }));

async function names(path: string): Promise<string[]> {
  const { items } = (await api().call(path, { what: 'list' })) as { items: Applied[] };
  return items.map((o) => o.metadata.name).sort();
}

const inAsked = () => ['--live', '--kubeconfig', kubeconfig(), '-n', namespace, '--timeout', '1'];
const applying = (settle: string) =>
  inTerminal('apply', ...inAsked(), '--profile', 'headrace', '--deny-all', 'ingress', '--settle', settle);
const probing = () => inTerminal('probe', ...inAsked(), '--port', '80', '--probe-pod', probeImage);

/** Types once it has asked. */
async function answer(terminal: Terminal, typed: string): Promise<void> {
  await terminal.shows('Go on? [y/N]');
  terminal.type(typed);
}

describe.each([
  ['n', `n${keys.enter}`],
  ['an empty answer', keys.enter],
  ['an answer that is neither', `yes please${keys.enter}`],
  ['the end of input, Ctrl-D,', keys.ctrlD],
  ['Ctrl-C', keys.ctrlC],
  ['Ctrl-C behind a y', `y${keys.ctrlC}`],
])('%s begins nothing', (_, typed) => {
  test.each([
    ['apply', () => applying('2'), 'Nothing was applied.'],
    ['probe', probing, 'Nothing was started.'],
  ] as const)('%s: one sentence, on a line of its own, exit code 2', async (_, begin, message) => {
    const terminal = begin();
    await answer(terminal, typed);
    const { code, screen } = await terminal.ended;
    const [, ...after] = screen.slice(screen.indexOf('Go on?')).trimEnd().split(/\r?\n/);
    expect(after).toEqual([message]);
    expect(code).toBe(2);
    expect(await names(policiesPath)).toEqual([]);
    expect(await names(podsPath)).toEqual(components);
  });
});

test.each(['y', 'Yes'])('%s begins what was said before', async (typed) => {
  const terminal = applying('2');
  await answer(terminal, `${typed}${keys.enter}`);
  const { code, screen } = await terminal.ended;
  const [before = '', after = ''] = screen.split('Go on?');
  expect(before).toContain(`  ${namespace}/${deny}`);
  expect(after).toContain(`${namespace}/${deny} created.`);
  expect(after).toContain('Applied, and all 1 needed connections get through.');
  // Neither pod declares a port, so that nothing is known of what must not come through.
  expect(after).toContain('That what is denied does not come through was not seen: no two pods run there');
  expect(code).toBe(0);
  expect(await names(policiesPath)).toContain(deny);
});

test('Ctrl-C after a yes is an interruption: the deny is taken back', async () => {
  const terminal = applying('30');
  await answer(terminal, `y${keys.enter}`);
  await terminal.shows(`${deny} created.`);
  terminal.type(keys.ctrlC);
  const { code, screen } = await terminal.ended;
  expect(screen).toContain(`${namespace}/${deny} taken back.`);
  expect(screen).toContain('Interrupted.');
  expect(code).toBe(2);
  expect(await names(policiesPath)).not.toContain(deny);
});
