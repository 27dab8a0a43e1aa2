import { describe, expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { axe, cell, explanation } from './network-page.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

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

describe.each([
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 720, height: 450 },
  { width: 360, height: 640 },
  // 1280 x 1024 enlarged four times (WCAG 2.2, 1.4.10).
  { width: 320, height: 256 },
])('at $width x $height', (size) => {
  test('nothing is cut off or drawn over something else, with an explanation or without', async ({ onTestFailed }) => {
    const { page, context, faults } = await openTab(place.browser());
    onTestFailed(() => picture(page, `network-${size.width}`));
    await page.setViewportSize(size);
    const isLow = size.height < 400;
    await page.goto(`${address}/network?profile=ibm-event-automation&what-if-deny=both`);
    const asked = cell(page, /^backend to jobmanager, TCP 8081: Missing/);
    await asked.waitFor();
    for (const explaining of [false, true]) {
      if (explaining) {
        await asked.click();
        await explanation(page).getByText('TCP 8081 is not let through.').waitFor();
        // Where there is no room for both, one sees the answer, and what it is about is above it.
        if (isLow) {
          await expect.poll(() => explanation(page).getByRole('heading', { level: 2 }).evaluate(hidden)).toBe('');
          expect(await explanation(page).evaluate((e) => e.scrollHeight - e.clientHeight)).toBe(0);
          await asked.scrollIntoViewIfNeeded();
        }
        await expect.poll(() => asked.evaluate(hidden)).toBe('');
      }
      const { over, room, rows } = await page.evaluate(() => ({
        over: document.documentElement.scrollWidth - innerWidth,
        room:
          (document.querySelector('.net-grid')?.clientWidth ?? 0) -
          (document.querySelector<HTMLElement>('.net-grid__target')?.offsetWidth ?? 0),
        rows:
          (document.querySelector('.net-grid')?.clientHeight ?? 0) -
          (document.querySelector<HTMLElement>('.net-grid__head')?.offsetHeight ?? 0),
      }));
      expect(over).toBe(0);
      expect(room, 'px for cells').toBeGreaterThan(200);
      expect(rows, 'px for rows').toBeGreaterThan(150);
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
