import { expect, test } from 'vitest';
import { Evaluator } from '../evaluate/evaluator.ts';
import type { ChosenFiles } from '../evaluate/messages.ts';
import { defaults, type Settings } from '../settings/settings.ts';
import { cutOffSentence } from './cut-off.ts';

const noFiles: ChosenFiles = { world: [], flinkDeployment: undefined, connections: undefined };
const pods = (count: number): ChosenFiles => ({
  ...noFiles,
  world: [
    {
      path: 'pods.yaml',
      file: new File(
        [
          Array.from({ length: count }, (_, i) => `kind: Pod\nmetadata: {name: w${i}, namespace: n${i}}\n`).join(
            '---\n',
          ),
        ],
        'pods.yaml',
      ),
    },
  ],
});

async function told(settings: Partial<Settings>, files = noFiles) {
  const view = await new Evaluator().view({ ...defaults, ...settings }, files);
  return { view, sentence: cutOffSentence(view.grid, view.unchecked === undefined) };
}

test('what default-deny breaks is told apart from what nothing needs', async () => {
  const { view, sentence } = await told({ whatIf: 'both' });
  const cut = view.grid.rows.flatMap((r) => r.cells).filter(({ was }) => was !== undefined && was !== 'denied');
  const needed = cut.filter(({ state }) => state === 'missing').length;
  const others = cut.filter(({ state }) => state === 'denied').length;
  expect(Math.min(needed, others)).toBeGreaterThan(0);
  expect(sentence).toBe(`Default-deny breaks ${needed} connections that are needed, and closes ${others} others.`);
  expect((await told({})).sentence).toBe('');
});

test('where nobody knows what is needed, nothing is called needless', async () => {
  const { sentence } = await told({ whatIf: 'ingress' }, pods(1));
  expect(sentence).toBe('Default-deny closes 1 connection; what is needed was not checked.');
});

test('a number that is of a part of the groups says so', async () => {
  const { view, sentence } = await told({ whatIf: 'ingress' }, pods(100));
  expect(view.grid.leftOut.length).toBeGreaterThan(0);
  expect(sentence).toMatch(/^Of the groups and ports shown, default-deny closes \d+ connections;/);
});

test('each sentence is of what there is', async () => {
  const { view } = await told({ whatIf: 'both' });
  const only = (state: 'missing' | 'denied', count: number) => {
    const cells = view.grid.rows.flatMap((r) => r.cells).filter((c) => c.was !== undefined && c.state === state);
    return cutOffSentence(
      { rows: view.grid.rows.slice(0, 1).map((r) => ({ ...r, cells: cells.slice(0, count) })), leftOut: [] },
      true,
    );
  };
  expect(only('missing', 1)).toBe('Default-deny breaks 1 connection that is needed.');
  expect(only('missing', 2)).toBe('Default-deny breaks 2 connections that are needed.');
  expect(only('denied', 2)).toBe('Default-deny closes 2 connections, none of which the installation needs.');
  expect(only('denied', 0)).toBe('');
});
