import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, explain, generate, printYaml, readWorld } from '@headrace/netpol';
import { installedWorkloads, withDefaultDeny } from '@headrace/netpol/installation';
import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { cell, explanation } from './network-page.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;
const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');

/** The installation as packages/netpol sees it, with default-deny or without. */
function installed(denied?: 'egress') {
  const options = { profile: 'headrace', namespace: 'default' } as const;
  const { world } = readWorld([{ file: 'p.yaml', text: printYaml(generate(options)) }]);
  const compiled = compile({ ...world, workloads: installedWorkloads(options) });
  return denied ? withDefaultDeny(compiled, denied, ['default']) : compiled;
}

test('from the home page: the matrix, what default-deny changes, and why, as packages/netpol says', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network'));
  await page.goto(address);
  await page.getByRole('link', { name: 'Network policies' }).click();
  await cell(page, 'backend to jobmanager, TCP 8081: Allowed').waitFor();
  await cell(page, 'ui to jobmanager, TCP 8081: Denied').waitFor();
  await cell(page, 'Anyone to gateway, TCP 8443: Open').waitFor();

  await page.getByRole('group', { name: 'What if default-deny?' }).getByText('Egress', { exact: true }).click();
  await cell(page, 'backend to jobmanager, TCP 8081: Missing, allowed today').waitFor();
  expect(new URL(page.url()).searchParams.get('what-if-deny')).toBe('egress');
  const compiled = installed('egress');
  const names = installedWorkloads({ profile: 'headrace', namespace: 'default' }).map((w) => w.name);
  const indexOf = (name: string) => compiled.index.workloads.findIndex((w) => w.name === name);
  for (const from of names) {
    const [a, b] = [{ workload: indexOf(from) }, { workload: indexOf('jobmanager') }];
    const { verdict } = explain(compiled, a, b, 'TCP', 8081);
    const shown = await cell(page, new RegExp(`^${from} to jobmanager, TCP 8081: `)).getAttribute('aria-label');
    expect(/: (Allowed|Open|Too wide)/.test(shown ?? ''), `${from}: ${shown}`).toBe(verdict === 'allowed');
  }

  await cell(page, /^backend to jobmanager, TCP 8081/).click();
  const why = explanation(page);
  await why.getByText('TCP 8081 is not let through.').waitFor();
  await why.getByText('default/default-deny-egress').waitFor();
  await why.getByText('This rule would let it through, and nothing else:').waitFor();
  await why.locator('.cm-content', { hasText: 'app.kubernetes.io/component: jobmanager' }).first().waitFor();

  await page.getByRole('group', { name: 'What if default-deny?' }).getByText('No', { exact: true }).click();
  await why.getByText('TCP 8081 is let through.').waitFor();
  const link = why.getByRole('button', { name: /^network-policies\.yaml:\d+$/ }).first();
  const line = Number((await link.textContent())?.split(':')[1]);
  await link.click();
  const selected = () => page.evaluate(() => getSelection()?.toString().trim());
  const yaml = printYaml(generate({ profile: 'headrace', namespace: 'default' })).split('\n');
  await expect.poll(selected).toBe(yaml[line - 1]?.trim());
  // The same line once more, after scrolling away.
  const scrolled = () => page.locator('.network__panel .cm-scroller').evaluate((s) => s.scrollTop);
  await expect.poll(scrolled).toBeGreaterThan(0);
  await page.locator('.network__panel .cm-scroller').evaluate((s) => s.scrollTo(0, 0));
  await expect.poll(scrolled).toBe(0);
  await link.click();
  await expect.poll(scrolled).toBeGreaterThan(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('the YAML of a profile is what the command line prints, and the link shows it to others', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-yaml'));
  await page.goto(`${address}/network?tab=yaml`);
  await page.getByLabel('Profile').selectOption('ibm-event-automation');
  await page.getByLabel('Namespace of Flink and Event Processing').fill('ep');
  await page.getByText('Pin ports').click();
  await page.getByLabel('Deny everything else').selectOption('both');
  const command = page.locator('code', { hasText: 'headrace netpol generate' });
  await expect
    .poll(() => command.textContent())
    .toBe('headrace netpol generate --profile ibm-event-automation --namespace ep --pin-ports --deny-all both');
  await page.locator('.cm-content', { hasText: 'taskmanager.data.port: 6121' }).waitFor();
  await expect.poll(() => page.locator('.header .cds--inline-loading').count()).toBe(0);
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await (await downloaded).path();
  const [, ...args] = ((await command.textContent()) ?? '').split(' ');
  expect(readFileSync(file, 'utf8')).toBe(execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' }));
  const other = await context.newPage();
  await other.goto(page.url());
  await other.locator('.cm-content', { hasText: 'taskmanager.data.port: 6121' }).waitFor();
  expect(await other.getByLabel('Namespace of Flink and Event Processing').inputValue()).toBe('ep');
  expect(faults).toEqual([]);
  await context.close();
});
