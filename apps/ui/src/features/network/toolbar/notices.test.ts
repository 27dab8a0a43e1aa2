import { expect, test } from 'vitest';
import { Evaluator } from '../evaluate/evaluator.ts';
import type { ChosenFiles } from '../evaluate/messages.ts';
import { allClear, emptyList } from '../findings/empty-states.ts';
import { defaults, type Settings } from '../settings/settings.ts';
import { noticesOf } from './notices-of.ts';

const pod = 'kind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n';
const broken =
  'kind: NetworkPolicy\nmetadata: {name: x}\nspec:\n  podSelector: {}\n  ingress: [{ports: [{port: 99999}]}]\n';
const flinkPod = (component: string, namespace: string) =>
  `kind: Pod\nmetadata: {name: ${component}, namespace: ${namespace}, labels: {app: orders, type: flink-native-kubernetes, component: ${component}}}\n`;

function viewOf(texts: readonly string[], settings: Partial<Settings> = {}) {
  const world = texts.map((text, i) => ({ path: `${i}.yaml`, file: new File([text], `${i}.yaml`) }));
  const files: ChosenFiles = { world, flinkDeployment: undefined, connections: undefined };
  return new Evaluator().view({ ...defaults, ...settings }, files);
}
const sentences = (...args: Parameters<typeof noticesOf>) => noticesOf(...args).map((n) => `${n.role}: ${n.message}`);

test('the installation of the settings needs no notice, and a review without a finding is an all-clear', async () => {
  const view = await viewOf([]);
  expect(noticesOf(view, undefined)).toEqual([]);
  expect(allClear({ ...view, review: [] })).toMatch(/^Nothing is missing, too wide/);
  expect(emptyList(view)).toMatch(/, and nothing of it is missing\.$/);
});

test('what could not be read is said above all tabs with the way to it, and nothing is called in order', async () => {
  const view = await viewOf([pod, broken]);
  const [first] = noticesOf(view, undefined);
  expect(first).toEqual({
    isFault: true,
    role: 'alert',
    message: '1 of 2 files could not be read whole: the answer leaves out what is wrong there.',
    actions: [{ label: 'Show in Findings', settings: { tab: 'findings' } }],
  });
  expect(allClear({ ...view, review: [] })).toBe('What could not be read was not reviewed.');
  expect(emptyList(view)).toMatch(/by what could be read\.$/);
  expect(sentences(await viewOf([broken]), undefined)[0]).toMatch(/^alert: The file could not be read whole/);
});

test('a setting that makes no sense is said above all tabs', async () => {
  const view = await viewOf([], { namespace: 'Bad', egress: true });
  expect(allClear({ ...view, review: [] })).toMatch(/was not reviewed\.$/);
  // What is generated without it is nobody's: nothing is said of that.
  expect(view.notes.map((n) => n.code)).toEqual(['setting/namespace']);
  expect(sentences(view, undefined)).toEqual([
    'status: A setting makes no sense: the answer is without it, and no policies are handed out.',
  ]);
});

test('a folder without YAML is said to have opened nothing', async () => {
  const view = await viewOf([]);
  const first = (count: number) => sentences(view, count)[0];
  expect(first(0)).toBe('alert: Nothing was opened: no file is in there. What is shown is as before.');
  expect(first(1)).toContain('the file is no YAML or JSON by its name');
  expect(first(7)).toContain('none of 7 files is YAML or JSON by its name');
});

test('where needs are not known, nothing is called missing or not, and installations that are there are offered', async () => {
  const world = [flinkPod('jobmanager', 'streams'), flinkPod('taskmanager', 'streams'), pod];
  const view = await viewOf(world);
  const [only] = noticesOf(view, undefined);
  expect(only).toMatchObject({
    isFault: false,
    role: 'status',
    message: 'What an installation needs was not checked: no pod of profile headrace is in namespace default.',
  });
  expect(allClear({ ...view, review: [] })).not.toContain('missing');
  expect(allClear({ ...view, review: [] })).not.toContain('too wide');
  expect(emptyList(view)).not.toContain('missing');
  const offered = only?.actions[0];
  expect(offered?.label).toBe('Check apache-flink in streams');
  const checked = await viewOf(world, offered?.settings);
  expect(checked.unchecked).toBeUndefined();
  expect(checked.grid.counts.wide + checked.grid.counts.allowed).toBeGreaterThan(0);
});
