// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { useNetwork } from '../store.ts';
import { fileOf, NetworkTest, nameOf, podOf, type Screen, worldOf } from '../testing/network-test.tsx';

const flink = (reporter: string) =>
  fileOf(
    'orders.yaml',
    `kind: FlinkDeployment\nmetadata: {name: orders, namespace: streams}\nspec:\n  flinkConfiguration:\n    rest.port: "18081"\n${reporter}`,
  );
const reporter =
  '    metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory\n    metrics.reporter.prom.port: "9250"\n';

/** What is said at once; Carbon's fields have places for it that are empty. */
const alerts = (page: Screen) => page.all('alert').flatMap((one) => one.textContent || []);

/** Chooses files as the browser's dialog does. */
async function choose(host: NetworkTest, page: Screen, label: string, ...files: File[]) {
  const input = page.element.querySelector<HTMLInputElement>(`input[type="file"][aria-label="${label}"]`);
  if (!input) throw new Error(`there is no file field “${label}”`);
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  await act(async () => {
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await host.idle();
  });
  return input;
}

test('writes what is chosen and typed into the address, and shows what the address says', async () => {
  const host = new NetworkTest();
  const page = await host.page({ profile: 'apache-flink', denyAll: 'egress', pinPorts: true });
  expect(page.field('Profile').value).toBe('apache-flink');
  expect(page.field('Deny everything else').value).toBe('egress');
  expect(page.field('Pin ports').checked).toBe(true);
  await page.fill(page.field('Profile'), 'ibm-event-automation');
  await page.fill(page.field('Platform'), 'openshift');
  await page.fill(page.field('Deny everything else'), '');
  await page.fill(page.field('Namespace of Flink and Event Processing'), 'streams');
  await page.click(page.field('Pin ports'));
  expect(host.settings).toMatchObject({
    profile: 'ibm-event-automation',
    platform: 'openshift',
    denyAll: '',
    namespace: 'streams',
    pinPorts: false,
  });
});

test('leaves what is typed under the Back button as one step', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  const { length } = window.history;
  for (const text of ['s', 'st', 'str']) await page.fill(page.field('Namespace of Flink and Event Processing'), text);
  expect(window.history.length).toBe(length);
  await page.click(page.field('Egress policies'));
  expect(window.history.length).toBe(length + 1);
});

test.each([
  ['Namespace of Flink and Event Processing', 'Not A Name', 'Write the name of a namespace'],
  ['Namespace of the Flink operator', 'a_b', 'Write the name of a namespace'],
  ['Metrics port', '0', 'Write a port from 1 to 65535.'],
])('says under the field “%s” what is wrong with “%s”, and tells screen readers', async (label, text, message) => {
  const page = await new NetworkTest().page();
  const field = page.field(label);
  expect(field.getAttribute('aria-invalid')).toBe('false');
  await page.fill(field, text);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  const described = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(described?.textContent).toContain(message);
});

test('asks who scrapes metrics only where there are some: by a port, or by the reporter of a FlinkDeployment', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  const asks = () => page.element.querySelectorAll('#network-scraperLabel').length === 1;
  expect(asks()).toBe(false);
  await page.fill(page.field('Metrics port'), '9249');
  expect(asks()).toBe(true);
  await page.fill(page.field('Metrics port'), '');
  expect(asks()).toBe(false);
  await choose(host, page, 'Choose a FlinkDeployment', flink(reporter).file);
  expect(asks()).toBe(true);
  expect(page.text()).toContain('Empty: those of the FlinkDeployment.');
});

test('asks for connections and for the API server only with egress policies', async () => {
  const page = await new NetworkTest().page();
  expect(page.text()).not.toContain('Registered connections');
  await page.click(page.field('Egress policies'));
  expect(page.text()).toContain('Registered connections');
  const api = page.field('Addresses of the API server');
  await page.fill(api, '10.96.0.1, somewhere');
  expect(page.text()).toContain("'somewhere' is no address.");
});

test('reads a FlinkDeployment beside the settings, and takes it away again', async () => {
  const host = new NetworkTest();
  const page = await host.page({ profile: 'apache-flink' });
  await choose(host, page, 'Choose a FlinkDeployment', flink('').file);
  expect(useNetwork.getState().view?.yaml).toContain('18081');
  await page.click(page.one('button', 'orders.yaml: take away'));
  expect(useNetwork.getState().view?.yaml).not.toContain('18081');
  expect(page.all('button', 'Choose a FlinkDeployment')).toHaveLength(1);
});

test('looks at files in place of the installation, and goes back to it', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  expect(page.text()).toContain('The installation below, with the policies that are generated for it.');
  await choose(host, page, 'Open files', fileOf('a.yaml', podOf('web')).file, fileOf('b.json', '{}').file);
  expect(page.text()).toContain('2 files');
  expect(page.all('columnheader').map(nameOf)).toContain('web');
  await page.click(page.one('button', 'Back to the installation'));
  expect(page.all('columnheader').map(nameOf)).toContain('gateway');
  await choose(host, page, 'Open files', fileOf('only.yaml', podOf('web')).file);
  expect(page.text()).toContain('only.yaml');
});

test('says that a folder without YAML opened nothing, and leaves what is shown', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, worldOf(podOf('web')));
  await choose(host, page, 'Open a folder', fileOf('notes.txt', 'nothing').file);
  expect(alerts(page)).toEqual([
    expect.stringContaining('Nothing was opened: the file is no YAML or JSON by its name.'),
  ]);
  expect(page.all('columnheader').map(nameOf)).toContain('web');
  await choose(host, page, 'Open a folder');
  expect(alerts(page)).toEqual([expect.stringContaining('no file is in there')]);
});

test('opens nothing when a dialog for files is closed without a choice', async () => {
  const host = new NetworkTest();
  const page = await host.page({}, worldOf(podOf('web')));
  await choose(host, page, 'Open files');
  expect(alerts(page)).toEqual([]);
  expect(page.all('columnheader').map(nameOf)).toContain('web');
});

test('opens the dialog by its button, for a folder with all that is in it', async () => {
  const host = new NetworkTest();
  const page = await host.page();
  const opened: (string | null)[] = [];
  for (const input of page.element.querySelectorAll<HTMLInputElement>('input[type="file"]'))
    input.click = () => void opened.push(input.getAttribute('aria-label'));
  await page.click(page.one('button', 'Open a folder'));
  await page.click(page.one('button', 'Open files'));
  expect(opened).toEqual(['Open a folder', 'Open files']);
  const attributes = (label: string) => {
    const input = page.element.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`);
    return [input?.hasAttribute('webkitdirectory'), input?.multiple, input?.getAttribute('accept')];
  };
  expect(attributes('Open a folder')).toEqual([true, true, null]);
  expect(attributes('Open files')).toEqual([false, true, '.yaml,.yml,.json']);
  expect(attributes('Choose a FlinkDeployment')).toEqual([false, false, '.yaml,.yml,.json']);
});
