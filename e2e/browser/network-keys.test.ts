import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTab, picture } from '../support/browser.ts';
import { cell, explanation } from './network-page.ts';
import { openPlace } from './place.ts';

const place = openPlace();
const { address } = place;

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

test('a setting that is half typed is described at its field, and interrupts nobody', async ({ onTestFailed }) => {
  const { page, context, faults } = await openTab(place.browser());
  onTestFailed(() => picture(page, 'network-typing'));
  await page.goto(`${address}/network`);
  await cell(page, 'backend to jobmanager, TCP 8081: Allowed').waitFor();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes)
        for (const node of [target, ...addedNodes]) {
          const element = node instanceof Element ? node : node.parentElement;
          const loud = '[role="alert"], [aria-live="assertive"]';
          const found = element?.closest(loud) ?? element?.querySelector(loud);
          const text = found?.closest('[aria-hidden="true"]') ? '' : (found?.textContent ?? '');
          if (text !== '') heard.push(text);
        }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const field = page.getByLabel('Namespace of Flink and Event Processing');
  await field.fill('team-');
  await page.getByRole('status').filter({ hasText: 'A setting makes no sense' }).waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const described = await field.getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).textContent()).toBe(
    'Write the name of a namespace: small letters, digits and dashes.',
  );
  await field.pressSequentially('a');
  await page.getByText('A setting makes no sense').waitFor({ state: 'detached' });
  expect(await field.getAttribute('aria-invalid')).toBe('false');
  expect(await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});
