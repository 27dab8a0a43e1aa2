import AxeBuilder from '@axe-core/playwright';
import { allRoutes } from '@headrace/api';
import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;
const topic = 'E2E.TRUST';

const flow = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: from a stranger}
spec:
  nodes:
    orders:
      type: kafka-source
      config: {connection: local, topic: ${topic}, columns: [{name: id, type: STRING}]}
    some:
      type: filter
      from: orders
      config: {expression: "id <> 'never'"}
`;

/** Paths whose requests let Flink work on a text. */
const letFlinkWork = [allRoutes.checks.check, allRoutes.previews.open, allRoutes.runs.start].map(
  ({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
);

test.each(['light', 'dark'] as const)(
  'an imported flow opens without check and preview, in the %s, until the person trusts it',
  async (scheme) => {
    await place.kafka().ensureTopics([{ name: topic, partitions: 1 }]);
    const { page, context, faults } = await openTab(place.browser(), scheme);
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST' && letFlinkWork.some((path) => path.test(pathname))) asked.push(pathname);
    });
    const editor = new Editor(page, address);
    try {
      await page.goto(address);
      await page.getByLabel('Flow to import').setInputFiles({
        name: 'stranger.yaml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(flow),
      });
      const banner = page.getByRole('region', { name: 'Trust' });
      await banner.waitFor();
      expect(await banner.innerText()).toContain('This flow came from outside');
      await editor.node('some').click();
      await page.getByText('No events are shown until you trust this flow.').waitFor();
      expect(await page.getByRole('button', { name: 'Preview', exact: true }).isDisabled()).toBe(true);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

      // Neither an edit, nor the key for a preview, nor the dialog of a run lets Flink work on it.
      await editor.writeCondition("id <> 'other'");
      await editor.saved();
      await page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } });
      await page.keyboard.press('p');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await page.getByRole('dialog').getByText('This flow came from outside').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.reload();
      await banner.waitFor();
      expect(asked).toEqual([]);

      await banner.getByRole('button', { name: 'I trust this flow' }).click();
      await banner.waitFor({ state: 'detached' });
      await place.kafka().send([{ topic, key: null, value: JSON.stringify({ id: 'one' }) }]);
      await editor.previewFrom(/earliest/i);
      await editor.seesRow('some', 'one');
      expect(asked).toContain(allRoutes.checks.check.path);
      await page.reload();
      await editor.node('some').waitFor();
      expect(await banner.count()).toBe(0);
      expect(faults).toEqual([]);
    } catch (error) {
      await picture(page, `trust-${scheme}`);
      throw error;
    } finally {
      await context.close();
    }
  },
);
