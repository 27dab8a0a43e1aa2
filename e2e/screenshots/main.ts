import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, openTab } from '../support/browser.ts';
import { startHeadrace } from '../support/headrace.ts';
import { scenes } from './scenes.ts';

/** Makes the pictures of the README from a fresh installation with sample events: `npm run screenshots`. */
const folder = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
mkdirSync(folder, { recursive: true });
const headrace = await startHeadrace(14_000);
const browser = await launch();
try {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, context } = await openTab(browser, scheme);
    for (const scene of scenes) {
      await scene.show(page, headrace.address);
      // Pointer and cursor are no part of the picture, nor is what the pointer opened on its way.
      await page.mouse.move(720, 1);
      await page.locator('.cds--popover--open').first().waitFor({ state: 'hidden' });
      await page.screenshot({ path: join(folder, `${scene.name}-${scheme}.png`), caret: 'hide' });
      console.log(`docs/screenshots/${scene.name}-${scheme}.png`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  await headrace.stop();
}
