// @vitest-environment happy-dom
import { act } from 'react';
// Loaded before, as it is when somebody has seen the tab.
import '../../../ui/code/yaml-view.tsx';
import { expect, test } from 'vitest';
import { showLine, takeBeside, useNetwork } from '../store.ts';
import { fileOf, NetworkTest, type Screen } from '../testing/network-test.tsx';

const yamlOf = (page: Screen) => page.element.querySelector('[aria-label="Generated policies"]');

test('shows the generated policies, copies them and saves them as a file', async () => {
  const host = new NetworkTest();
  const page = await host.page({ tab: 'yaml' });
  const copied = host.copies();
  const saved = host.downloads();
  const { yaml } = useNetwork.getState().view ?? {};
  expect(yaml).toContain('kind: NetworkPolicy');
  expect(yamlOf(page)?.textContent).toContain('kind: NetworkPolicy');
  await page.click(page.one('button', 'Copy'));
  expect(copied).toEqual([yaml]);
  expect(page.all('button', 'Copied')).toHaveLength(1);
  await page.click(page.one('button', 'Download'));
  expect(saved).toMatchObject([{ name: 'network-policies.yaml', blob: { type: 'application/yaml' } }]);
  expect(await saved[0]?.blob.text()).toBe(yaml);
});

test('shows the command that prints the same policies', async () => {
  const host = new NetworkTest();
  const page = await host.page({ tab: 'yaml', namespace: 'streams' });
  const command = () => page.element.querySelector('code[title="Prints the same policies"]')?.textContent;
  expect(command()).toBe('headrace netpol generate --profile headrace --namespace streams');
  await page.click(page.field('Pin ports'));
  expect(command()).toBe('headrace netpol generate --profile headrace --namespace streams --pin-ports');
});

test('hands nothing out while a setting has a fault, and says what to correct', async () => {
  const host = new NetworkTest();
  const page = await host.page({ tab: 'yaml' });
  await page.fill(page.field('Metrics port'), '99999');
  expect(page.one('tabpanel').textContent).toContain('Nothing is handed out until this is mended:');
  expect(page.one('tabpanel').textContent).toContain(
    "The setting 'Metrics port' is '99999', which makes no sense there.",
  );
  expect(page.one('tabpanel').textContent).toContain('Write a port from 1 to 65535.');
  expect(yamlOf(page)).toBeNull();
  expect(page.all('button', 'Copy')).toEqual([]);
  await page.fill(page.field('Metrics port'), '9249');
  expect(yamlOf(page)).not.toBeNull();
});

test('names the lines of configuration that the policies rely on, each with its reason', async () => {
  const page = await new NetworkTest().page({ tab: 'yaml', profile: 'apache-flink', pinPorts: true });
  const { pinned } = useNetwork.getState().view ?? {};
  expect(pinned?.length).toBeGreaterThan(1);
  expect(page.text()).toContain(`${pinned?.length} lines of configuration that keep Flink to these ports`);
  const rows = page.all('row').map((row) => [...row.children].map((cell) => cell.textContent));
  expect(rows).toHaveLength(pinned?.length ?? 0);
  for (const [line, where, reason] of rows) {
    expect(line).toMatch(where === 'flinkConfiguration' ? /^\S+: .+/ : /^\S+ = .+/);
    expect(reason).not.toBe('');
  }
  expect(rows.map(([, where]) => where)).toContain("sysctl of the TaskManager's pod template");
});

test('says what is wrong in a FlinkDeployment at its place, and hands nothing out', async () => {
  const host = new NetworkTest();
  const page = await host.page({ tab: 'yaml' });
  await act(async () => {
    takeBeside({
      flinkDeployment: fileOf(
        'wrong.yaml',
        'kind: FlinkDeployment\nspec:\n  flinkConfiguration:\n    rest.port: many\n',
      ),
    });
    await host.idle();
  });
  expect(page.one('tabpanel').textContent).toContain('wrong.yaml:4:16');
  expect(yamlOf(page)).toBeNull();
});

test('shows a line that somebody asked for, and forgets it when the tab is left', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  await act(async () => {
    showLine(12);
    await host.idle();
  });
  expect(host.settings.tab).toBe('yaml');
  expect(useNetwork.getState().line).toEqual({ number: 12 });
  await page.click(page.one('tab', 'List'));
  expect(useNetwork.getState().line).toBeUndefined();
});
