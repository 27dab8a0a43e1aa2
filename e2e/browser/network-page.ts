import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** A cell of the matrix by what it says. */
export const cell = (page: Page, name: string | RegExp) => page.getByRole('gridcell', { name });

export const explanation = (page: Page) => page.getByRole('complementary', { name: 'Explanation' });

/** What axe finds on the whole page, in words. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
}
