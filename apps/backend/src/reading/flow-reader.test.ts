import { newFlowText, parseFlow } from '@headrace/flow';
import { afterEach, expect, test } from 'vitest';
import { FlowReader } from './flow-reader.ts';

const readers: FlowReader[] = [];
const reader = (settings?: ConstructorParameters<typeof FlowReader>[0]) => {
  const made = new FlowReader(settings);
  readers.push(made);
  return made;
};
afterEach(() => Promise.all(readers.splice(0).map((each) => each.close())));

const long = (nodes: number) =>
  `apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: long}\nspec:\n  nodes:\n${Array.from({ length: nodes }, (_, i) => `    n${i}: {type: filter, from: n${i - 1}, config: {expression: "a = ${i}"}}\n`).join('')}`;

test('reads the same on the event loop and in the thread', async () => {
  for (const text of [newFlowText('a'), long(400), `${long(10)}\n${'# x\n'.repeat(10)}`, 'a: [', '- 1', '']) {
    const { document, diagnostics } = parseFlow(text);
    expect(await reader({ inline: 1e9, deadline: 30_000 }).read(text, [])).toEqual({ document, diagnostics });
    expect(await reader({ inline: -1, deadline: 30_000 }).read(text, [])).toEqual({ document, diagnostics });
  }
});

test('renames a long text and leaves the rest of it', async () => {
  const text = `# mine\n${long(400)}`;
  const renamed = await reader().renamed(text, 'other');
  expect(renamed).toContain('# mine');
  expect(await reader().nameIn(renamed)).toBe('other');
});

test('the event loop goes on while a long text is read', async () => {
  let turns = 0;
  const turning = setInterval(() => turns++, 1);
  await reader({ inline: 0, deadline: 60_000 }).read(long(2000), []);
  clearInterval(turning);
  expect(turns).toBeGreaterThan(3);
});

test('a text that is not read by the deadline is refused in a diagnostic, and the next one is read', async () => {
  const own = reader({ inline: 1000, deadline: 1 });
  expect(await own.read(long(4000), [])).toMatchObject({
    document: undefined,
    diagnostics: [{ code: 'document/too-slow', severity: 'error', place: { file: { line: 1, column: 1 } } }],
  });
  expect(await own.nameIn(long(1))).toBe('long');
  expect(await own.renamed(long(4000), 'other')).toBe(long(4000));
});

test('the thread that was ended is started again', async () => {
  const own = reader({ inline: 0, deadline: 20_000 });
  const given = await Promise.all([own.nameIn(long(100)), own.nameIn(long(4000)), own.nameIn(long(100))]);
  expect(given).toEqual(['long', 'long', 'long']);
});
