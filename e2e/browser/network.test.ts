import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { explain, generate, prepare, printYaml, readWorld } from '@headrace/netpol';
import { installedWorkloads, withDefaultDeny } from '@headrace/netpol/installation';
import { layoutOf, pictureOf, printSvg } from '@headrace/netpol/picture';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;
const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');
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

const cell = (page: Page, name: string | RegExp) => page.getByRole('gridcell', { name });
const explanation = (page: Page) => page.getByRole('complementary', { name: 'Explanation' });
const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
};

/** Which of its corners is off the screen, cut off, or under something else; run in the page. */
const hidden = (element: Element): string => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const corners = {
    left: [left, top],
    right: [right - 1, top],
    under: [left, bottom - 1],
    last: [right - 1, bottom - 1],
  };
  const isSeen = ([x = -1, y = -1]: number[]) => {
    const seen = document.elementFromPoint(x, y);
    return seen !== null && (element.contains(seen) || seen.contains(element));
  };
  return Object.entries(corners)
    .filter(([, at]) => !isSeen(at))
    .map(([corner, at]) => `${corner} ${at}`)
    .join(', ');
};

/** The installation as packages/netpol sees it, with default-deny or without. */
function installed(denied?: 'egress') {
  const options = { profile: 'headrace', namespace: 'default' } as const;
  const { world } = readWorld([{ file: 'p.yaml', text: printYaml(generate(options)) }]);
  const ready = prepare({ ...world, workloads: installedWorkloads(options) });
  return denied ? withDefaultDeny(ready, denied, ['default']) : ready;
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
  const ready = installed('egress');
  const names = installedWorkloads({ profile: 'headrace', namespace: 'default' }).map((w) => w.name);
  const indexOf = (name: string) => ready.places.workloads.findIndex((w) => w.name === name);
  for (const from of names) {
    const [a, b] = [{ workload: indexOf(from) }, { workload: indexOf('jobmanager') }];
    const { allowed } = explain(ready, a, b, 'TCP', 8081);
    const shown = await cell(page, new RegExp(`^${from} to jobmanager, TCP 8081: `)).getAttribute('aria-label');
    expect(/: (Allowed|Open|Too wide)/.test(shown ?? ''), `${from}: ${shown}`).toBe(allowed);
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
  await findings.getByText('1 files are no YAML or JSON by their names, and were not read.').waitFor();
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

test('by keyboard alone through the matrix: arrow keys, Home and End, Enter explains, and the cursor comes back', async ({
  onTestFailed,
}) => {
  const { page, context } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-keyboard'));
  await page.goto(`${address}/network?profile=ibm-event-automation`);
  await cell(page, 'taskmanager to taskmanager, TCP 6121: Missing').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  for (let i = 0; i < 40 && !(await focused()).startsWith('Anyone to backend'); i++) await page.keyboard.press('Tab');
  expect(await focused()).toBe('Anyone to backend, TCP 8888: Too wide');
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect.poll(focused).toBe('taskmanager to backend, TCP 8888: Too wide');
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(50);
  }
  await expect.poll(focused).toBe('taskmanager to taskmanager, TCP 6121: Missing');
  await page.keyboard.press('Enter');
  await explanation(page).getByText('TCP 6121 is not let through.').waitFor();
  await explanation(page)
    .getByText(/a job that spans two TaskManagers/)
    .waitFor();
  expect(await focused()).toBe('taskmanager to taskmanager, TCP 6121: Missing');
  await explanation(page).getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('taskmanager to taskmanager, TCP 6121: Missing');
  await page.keyboard.press('Control+End');
  await expect.poll(focused).toMatch(/to API server/);
  await page.keyboard.press('Control+Home');
  await expect.poll(focused).toMatch(/^Anyone to backend/);
  await context.close();
});

test('keys lead everywhere: Space explains an arrow, Escape closes, and the cursor is never lost', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-keys'));
  await page.goto(`${address}/network?tab=graph`);
  await expect.poll(() => page.title()).toBe('Network policies – Headrace');
  const arrow = page.getByRole('button', { name: 'backend to jobmanager: TCP 8081' });
  await arrow.focus();
  await page.keyboard.press('Space');
  await explanation(page).getByText('TCP 8081 is let through.').waitFor();
  await page.keyboard.press('Escape');
  await explanation(page).waitFor({ state: 'detached' });
  const focused = (what: ReturnType<Page['locator']>) => what.evaluate((e) => e === document.activeElement);
  expect(await focused(arrow)).toBe(true);

  await page.keyboard.press('Enter');
  const link = explanation(page)
    .getByRole('button', { name: /^network-policies\.yaml:\d+$/ })
    .first();
  await page.getByRole('tab', { name: 'List' }).click();
  await link.focus();
  await page.keyboard.press('Escape');
  await explanation(page).waitFor({ state: 'detached' });
  await expect.poll(() => focused(page.getByRole('tabpanel'))).toBe(true);

  await page.getByRole('tab', { name: 'Matrix' }).click();
  await cell(page, 'backend to jobmanager, TCP 8081: Allowed').click();
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await explanation(page).getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => focused(page.getByRole('tabpanel'))).toBe(true);

  // The search field takes the key for itself while there is something to clear.
  await page.getByRole('tab', { name: 'Matrix' }).click();
  await cell(page, 'backend to jobmanager, TCP 8081: Allowed').click();
  const search = page.getByRole('searchbox');
  await search.fill('jobmanager');
  await search.press('Escape');
  await expect.poll(() => search.inputValue()).toBe('');
  expect(await explanation(page).count()).toBe(1);
  await search.press('Escape');
  await explanation(page).waitFor({ state: 'detached' });

  const means = page.getByText('needed, and not let through');
  expect(await means.isVisible()).toBe(false);
  await page.getByText('What the states mean').focus();
  await page.keyboard.press('Enter');
  await means.waitFor();
  await page.getByRole('link', { name: 'Headrace' }).click();
  await expect.poll(() => page.title()).toBe('Headrace');
  expect(faults).toEqual([]);
  await context.close();
});

describe.each([
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 720, height: 450 },
  { width: 360, height: 640 },
])('at $width x $height', (size) => {
  test('nothing is cut off or drawn over something else, with an explanation or without', async ({ onTestFailed }) => {
    const { page, context, faults } = await openTab(place.browser());
    onTestFailed(() => picture(page, `network-${size.width}`));
    await page.setViewportSize(size);
    await page.goto(`${address}/network?profile=ibm-event-automation&what-if-deny=both`);
    const asked = cell(page, /^backend to jobmanager, TCP 8081: Missing/);
    await asked.waitFor();
    for (const explaining of [false, true]) {
      if (explaining) {
        await asked.click();
        await explanation(page).getByText('TCP 8081 is not let through.').waitFor();
        await expect.poll(() => asked.evaluate(hidden)).toBe('');
      }
      const { over, room } = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - innerWidth,
        room:
          (document.querySelector('.net-grid')?.clientWidth ?? 0) -
          (document.querySelector<HTMLElement>('.net-grid__target')?.offsetWidth ?? 0),
      }));
      expect(over).toBe(0);
      expect(room, 'px for cells').toBeGreaterThan(200);
      for (const part of [
        '[role="tab"]',
        '.cds--radio-button__label',
        '#only-namespace',
        '#network-search',
        '.net-why h2',
      ])
        for (const one of await page.locator(part).all()) {
          await one.scrollIntoViewIfNeeded();
          expect(await one.evaluate(hidden), `${part} ${await one.textContent()}`).toBe('');
        }
      expect(await axe(page)).toEqual([]);
    }
    // Where the form is folded away, it is one key from there.
    const unfold = page.getByRole('button', { name: 'Files and installation' });
    expect(await unfold.isVisible()).toBe(size.width < 960);
    if (size.width < 960) {
      await unfold.press('Enter');
      await page.getByLabel('Profile').click({ trial: true });
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s', (scheme) => {
  test('on any tab, with an explanation and with faults in fields', async () => {
    const { page, context, faults } = await openTab(place.browser(), scheme);
    await page.goto(`${address}/network?profile=ibm-event-automation&egress=yes&what-if-deny=both&metrics-port=x`);
    await cell(page, /^taskmanager to taskmanager, TCP 6121/).click();
    await explanation(page).locator('.cm-content').first().waitFor();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await page.waitForTimeout(400);
      expect(await axe(page), (await tab.textContent()) ?? '').toEqual([]);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

test('whatever people call things, the picture is SVG to a real parser, and says the names as text', async () => {
  const { page, context } = await openTab(place.browser());
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.constantFrom('</svg><script>alert(1)</script>', ']]>', '<!--', '&lt;', '" onload="x', '\u0000', '\u202e'),
  );
  const worlds = fc.sample(fc.tuple(hostile, hostile, hostile), 300);
  const pictures = worlds.map(([namespace, name, kind]) => {
    const pod = { namespace, name, kind, labels: {}, hostNetwork: false, addresses: [], ports: [] };
    const ready = prepare({ namespaces: [], services: [], policies: [], workloads: [pod, { ...pod, name: kind }] });
    return printSvg(layoutOf(pictureOf(ready)), name);
  });
  const found = await page.evaluate(
    (all) =>
      all.map((text) => {
        const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
        const fault = parsed.querySelector('parsererror')?.textContent ?? '';
        const names = new Set([...parsed.querySelectorAll('*')].map((e) => e.localName));
        return { fault, names: [...names].sort().join(' ') };
      }),
    pictures,
  );
  expect(found.filter((f) => f.fault !== '')).toEqual([]);
  expect(new Set(found.map((f) => f.names))).toEqual(new Set(['defs desc g marker path rect svg text title']));
  await context.close();
});
