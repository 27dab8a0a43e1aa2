import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { apiAt } from '../support/api.ts';
import { openTab, picture } from '../support/browser.ts';
import { Editor } from './editor.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;
const topic = 'E2E.OUTPUT';

const text = `apiVersion: headrace.dev/v1alpha1
kind: Flow
metadata: {name: output properties}
spec:
  nodes:
    orders:
      type: kafka-source
      config:
        connection: local
        topic: ${topic}
        columns:
          - {name: id, type: STRING}
          - name: customer
            type: ROW<name STRING, email STRING, address ROW<city STRING, zip STRING>>
          - name: measures
            type: ROW<${Array.from({ length: 20 }, (_, i) => `m${i} DOUBLE`).join(', ')}>
          - {name: items, type: "ARRAY<ROW<sku STRING, price DOUBLE>>"}
    first: {type: transform, from: orders, config: {properties: [{name: item, expression: "items[1]"}]}}
`;

test.each(['light', 'dark'] as const)(
  'fields of nested properties are chosen under Output, in the %s',
  async (scheme) => {
    await place.kafka().ensureTopics([{ name: topic, partitions: 1 }]);
    const customer = { name: 'Mara', email: 'm@example.com', address: { city: 'Paris', zip: '75001' } };
    const order = JSON.stringify({ id: 'a', customer, items: [{ sku: 'S1', price: 2.5 }] });
    const { page, context, faults } = await openTab(place.browser(), scheme);
    const editor = new Editor(page, address);
    const output = editor.inspector.locator('.output');
    const keep = (name: string) => output.getByRole('checkbox', { name: `Keep ${name}`, exact: true });
    const sound = async () =>
      expect((await new AxeBuilder({ page }).include('.inspector').analyze()).violations).toEqual([]);
    try {
      await page.goto(address);
      const { id } = await apiAt(address).flows.create({ body: { text, trusted: true } });
      await page.goto(`${address}/flows/${id}`);
      await editor.node('orders').click();
      await editor.inspector.getByRole('tab', { name: 'Output' }).click();
      await keep('customer.email').click();
      await output.getByRole('textbox', { name: 'customer.name leaves as' }).fill('full name');
      await output.getByRole('button', { name: 'Lift customer.address.city out' }).click();
      await output.getByRole('textbox', { name: 'customer.address.city leaves as' }).fill('town');
      await output.getByRole('button', { name: 'customer.address.city up' }).click();

      // Many fields are closed at first, and open by keyboard.
      expect(await keep('measures.m19').count()).toBe(0);
      await output.getByRole('button', { name: 'Fields of measures' }).press('Enter');
      await keep('measures.m19').waitFor();
      await sound();
      await output.getByRole('button', { name: 'Fields of measures' }).press('Enter');
      await keep('measures').click();

      // Of the computed property only the planner knows the fields.
      await editor.node('first').click();
      await keep('item.sku').click();
      await editor.state('Valid').waitFor();
      await editor.saved();
      await sound();
      await picture(page, `output-${scheme}`);

      await page.getByRole('tab', { name: 'Events' }).click();
      await editor.node('first').click();
      const rows = page.getByRole('table', { name: 'Events of first' });
      const seen = async () => {
        await place.kafka().send([{ topic, key: null, value: order }]);
        return rows.getByRole('row', { name: 'Paris' }).count();
      };
      await expect.poll(seen, { interval: 1000, timeout: 90_000 }).toBeGreaterThan(0);
      const row = await rows.getByRole('row', { name: 'Paris' }).first().textContent();
      expect(row).toContain('"full name":"Mara"');
      expect(row).toContain('{"price":2.5}');
      expect(row).not.toContain('m@example.com');

      await editor.node('orders').click();
      await output.getByRole('button', { name: 'Restore customer.address.city' }).click();
      await expect.poll(() => output.getByRole('textbox', { name: 'city leaves as' }).inputValue()).toBe('city');
      await output.getByRole('button', { name: 'Restore all' }).click();
      await expect.poll(() => keep('customer.email').isChecked()).toBe(true);
      await page.keyboard.press('Control+z');
      await expect.poll(() => keep('customer.email').isChecked()).toBe(false);
      expect(faults).toEqual([]);
    } catch (error) {
      await picture(page, `output-${scheme}`);
      throw error;
    } finally {
      await context.close();
    }
  },
);
