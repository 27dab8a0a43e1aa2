import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
function explain(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'explain', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each([
  ['link/cycle', 'Nodes feed each other in a circle', 'Remove one of the connections'],
  ['aggregate/uneven-window', 'The step does not divide', 'Choose a step'],
  ['window/late', 'Events came after their window', 'more lateness'],
  ['run/no-slots', 'Flink has no free slots', 'Stop another one'],
  ['command/no-server', 'Headrace does not answer', 'npm start'],
  ['flow/stale-version', 'Somebody else has saved the flow', 'the status 409'],
  ['review/open-to-everyone', 'A rule allows everyone', 'write no rule'],
])('explains %s', (code, title, help) => {
  const { status, stdout } = explain(code);
  expect(status).toBe(0);
  expect(stdout).toContain(`${code}: ${title}`);
  expect(stdout).toContain(help);
});

test('refuses an unknown code and names the nearest one', () => {
  expect(explain('link/cylce')).toMatchObject({
    status: 2,
    stderr: "There is no code 'link/cylce'. Did you mean link/cycle?\n",
  });
  const { status, stdout } = explain('toString', '--json');
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'command/unknown-code' } });
});

test('prints JSON when asked', () => {
  expect(JSON.parse(explain('link/cycle', '--json').stdout)).toMatchObject({
    code: 'link/cycle',
    title: 'Nodes feed each other in a circle',
  });
});
