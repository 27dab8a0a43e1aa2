import { readFileSync } from 'node:fs';
import { compile } from '@headrace/netpol';
import { layoutOf, pictureOf, printSvg } from '@headrace/netpol/picture';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

test('whatever people call things, the picture is SVG to a real parser, and says the names as text', async () => {
  const { page, context } = await openTab(place.browser());
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.constantFrom('</svg><script>alert(1)</script>', ']]>', '<!--', '&lt;', '" onload="x', '\u0000', '\u202e'),
  );
  const worlds = fc.sample(fc.tuple(hostile, hostile, hostile), 300);
  const pictures = worlds.map(([namespace, name, kind]) => {
    const pod = { namespace, name, kind, labels: {}, hostNetwork: false, addresses: [], ports: [] };
    const compiled = compile({ namespaces: [], services: [], policies: [], workloads: [pod, { ...pod, name: kind }] });
    return printSvg(layoutOf(pictureOf(compiled)), name);
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

test('what if egress were denied: arrows from anyone stay, and the page and the saved picture say why', async ({
  onTestFailed,
}) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-egress'));
  await page.goto(`${address}/network?tab=graph`);
  const between = page.getByRole('button', { name: 'backend to jobmanager: TCP 8081' });
  await between.waitFor();
  const why = page.getByText('Default-deny of egress restricts what pods of the cluster send');
  expect(await why.count()).toBe(0);
  await page.getByRole('group', { name: 'What if default-deny?' }).getByText('Egress', { exact: true }).click();
  await between.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Anyone to gateway: TCP 8443' }).waitFor();
  await why.waitFor();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as SVG' }).click();
  const svg = readFileSync(await (await downloaded).path(), 'utf8');
  expect(svg).toContain('<title id="title">Who may reach whom, if default-deny were applied (egress)</title>');
  expect(faults).toEqual([]);
  await context.close();
});
