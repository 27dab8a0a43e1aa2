import { counted, UserError } from '@headrace/text';
import { expect, test } from 'vitest';
import { WorkerFault } from '../../lib/worker-link.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import type { ChosenFiles } from './evaluate/messages.ts';
import { countsText, cutOffMessage, faultMessage, ignoredMessage, uncheckedMessage } from './messages.ts';
import { defaults, type Settings } from './settings/settings.ts';

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
  return { view, message: cutOffMessage(view.grid, view.unchecked === undefined) };
}

test('tells connections that default-deny breaks from those that nothing needs', async () => {
  const { view, message } = await told({ whatIf: 'both' });
  const cut = view.grid.rows.flatMap((r) => r.cells).filter(({ was }) => was !== undefined && was !== 'denied');
  const needed = cut.filter(({ state }) => state === 'missing').length;
  const others = cut.filter(({ state }) => state === 'denied').length;
  expect(Math.min(needed, others)).toBeGreaterThan(0);
  expect(message).toBe(`Default-deny breaks ${needed} connections that are needed, and closes ${others} others.`);
  expect((await told({})).message).toBe('');
});

test('calls no connection needless where the needs were not checked', async () => {
  const { message } = await told({ whatIf: 'ingress' }, pods(1));
  expect(message).toBe('Default-deny closes 1 connection; what is needed was not checked.');
});

test('says that a number counts only the groups shown', async () => {
  const { view, message } = await told({ whatIf: 'ingress' }, pods(100));
  expect(view.grid.leftOut.length).toBeGreaterThan(0);
  expect(message).toMatch(/^Of the groups and ports shown, default-deny closes \d+ connections;/);
});

test('names only the kinds of connections that there are, in singular and plural', async () => {
  const { view } = await told({ whatIf: 'both' });
  const only = (state: 'missing' | 'denied', count: number) => {
    const cells = view.grid.rows.flatMap((r) => r.cells).filter((c) => c.was !== undefined && c.state === state);
    return cutOffMessage(
      { rows: view.grid.rows.slice(0, 1).map((r) => ({ ...r, cells: cells.slice(0, count) })), leftOut: [] },
      true,
    );
  };
  expect(only('missing', 1)).toBe('Default-deny breaks 1 connection that is needed.');
  expect(only('missing', 2)).toBe('Default-deny breaks 2 connections that are needed.');
  expect(only('denied', 2)).toBe('Default-deny closes 2 connections, none of which the installation needs.');
  expect(only('denied', 0)).toBe('');
});

test('uses the singular for one', () => {
  expect([0, 1, 2].map((n) => counted(n, 'file'))).toEqual(['0 files', '1 file', '2 files']);
  expect(countsText({ workloads: 1, policies: 1, files: 1 }, 1)).toBe('1 workload, 1 policy in 1 file');
  expect(countsText({ workloads: 2, policies: 0, files: 0 }, 0)).toBe('2 workloads, 0 policies');
  expect(ignoredMessage(1)).toBe('1 file was not read, since its name is not that of a YAML or JSON file.');
  expect(ignoredMessage(3)).toBe('3 files were not read, since their names are not those of YAML or JSON files.');
  expect(uncheckedMessage({ profile: 'headrace', namespace: 'ep', instead: [] })).toBe(
    'What an installation needs was not checked: no pod of profile headrace is in namespace ep.',
  );
});

test.each([
  [61, '1 more group of workloads is left out'],
  [62, '2 more groups of workloads are left out'],
])('of %i namespaces with a pod each, %s', async (count, message) => {
  const pods = Array.from({ length: count }, (_, i) => `{kind: Pod, metadata: {name: w${i}, namespace: n${i}}}`);
  const world = [{ path: 'a.yaml', file: new File([pods.join('\n---\n')], 'a.yaml') }];
  const view = await new Evaluator().view(defaults, { world, flinkDeployment: undefined, connections: undefined });
  expect(view.grid.leftOut[0]).toBe(`${message}: choose a namespace, or search for a name.`);
});

test.each([
  [
    'a worker that threw',
    new WorkerFault('failed', 'x is undefined'),
    /^It is a fault of Headrace.*: x is undefined\. Please report/,
  ],
  [
    'any other exception',
    new TypeError('y is undefined'),
    /^It is a fault of Headrace.*: y is undefined\. Please report/,
  ],
  ['what is no exception', 'odd', /^It is a fault of Headrace.*: odd\. Please report/],
  ['a worker that was lost', new WorkerFault('lost', 'It stopped.'), /^It stopped\. What is shown is older\.$/],
  [
    'a worker that is silent',
    new WorkerFault('timeout', 'It took too long.'),
    /^It took too long\. What is shown is older\.$/,
  ],
  ['a file that cannot be read', new UserError('It is gone.', 'read/gone'), /^It is gone\. What is shown is older\.$/],
])('says of %s whose fault it is, and that what is shown is older', (_, e, message) => {
  expect(faultMessage(e)).toMatch(message);
});

test('says nothing of a question that was given up', () => {
  expect(faultMessage(new WorkerFault('given-up', 'Other files were chosen.'))).toBeUndefined();
});
