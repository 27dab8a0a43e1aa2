import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { cell, explanation } from './network-page.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-network-'));
  mkdirSync(join(folder, 'shop'));
  writeFileSync(
    join(folder, 'shop', 'pods.yaml'),
    `kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
---
kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
---
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: web}}}]
      ports: [{port: 5432}]
`,
  );
  writeFileSync(
    join(folder, 'shop', 'broken.yaml'),
    'kind: NetworkPolicy\nmetadata: {name: broken}\nspec:\n  podSelector: {}\n  ingress: [{ports: [{port: 99999}]}]\n',
  );
  writeFileSync(join(folder, 'shop', 'notes.txt'), 'no YAML');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder of files: read in the browser alone, broken ones told with file, line and column', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-folder'));
  await page.goto(`${address}/network`);
  await cell(page, 'backend to jobmanager, TCP 8081: Allowed').waitFor();
  const sent: string[] = [];
  page.on('request', (r) => sent.push(`${r.method()} ${r.url()}`));
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(folder);
  await cell(page, 'web to db, TCP 5432: Allowed').waitFor();
  await cell(page, 'Anyone to web, TCP all ports: Open').waitFor();
  await page.getByRole('tab', { name: /^Findings/ }).click();
  const findings = page.getByRole('tabpanel');
  await findings.getByText(/shop\/broken\.yaml:5:29/).waitFor();
  await findings.getByText('The port is the number 99999.').waitFor();
  await findings.getByText('1 file was not read, since its name is not that of a YAML or JSON file.').waitFor();
  await page.getByRole('tab', { name: 'Graph' }).click();
  await page.getByRole('button', { name: 'web to db: TCP 5432' }).focus();
  await page.keyboard.press('Enter');
  await explanation(page).getByText('TCP 5432 is let through.').waitFor();
  await explanation(page)
    .getByText(/shop\/pods\.yaml:\d+/)
    .first()
    .waitFor();
  // Parts of the page and the stream of changes are fetched, and nothing is sent.
  const known = /^GET http:\/\/(?:localhost|127\.0\.0\.1):\d+\/(?:assets\/|favicon\.svg|api\/)|^GET blob:/;
  expect(sent.filter((s) => !known.test(s))).toEqual([]);
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.yaml'));
    return data;
  }, 'kind: Pod\nmetadata: {name: dropped}\n');
  await page.locator('.network').dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('button', { name: 'Anyone to dropped: all ports' }).waitFor();
  await page.getByRole('button', { name: 'Back to the installation' }).click();
  await page.getByRole('button', { name: 'backend to jobmanager: TCP 8081' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a port that is open to all of IPv6 alone is open to anyone, in the matrix, the list, the graph and the explanation', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-ipv6'));
  await page.goto(`${address}/network`);
  await cell(page, 'backend to jobmanager, TCP 8081: Allowed').waitFor();
  const text = `kind: Pod
metadata: {name: db, namespace: shop, labels: {app: db}}
---
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from: [{ipBlock: {cidr: "::/0"}}]
      ports: [{port: 443}]
`;
  const files = [{ name: 'own.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) }];
  await page.locator('input[type=file][aria-label="Open files"]').setInputFiles(files);
  const open = cell(page, 'Anyone to db, TCP 443: Open, IPv6 only');
  await open.waitFor();
  expect(await open.innerText()).toMatch(/^Open\s+IPv6 only$/);
  await page.getByText('1 workload, 1 policy in 1 file').waitFor();
  await open.click();
  const why = explanation(page);
  const message = 'This holds for anyone over IPv6 only: over IPv4 no rule lets everybody in.';
  await why.getByText(message).waitFor();
  await why.getByText('shop/db, rule 1').waitFor();
  await why.locator('.cm-content', { hasText: '::/0' }).waitFor();

  await page.getByRole('tab', { name: 'List' }).click();
  await page.getByRole('row', { name: 'Anyone (IPv6 only) db TCP 443 Open shop/db' }).waitFor();

  await page.getByRole('tab', { name: 'Graph' }).click();
  await why.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Anyone over IPv6 to db: TCP 443' }).press('Enter');
  await why.getByText(message).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
