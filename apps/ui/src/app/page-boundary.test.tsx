// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from '../lib/testing/render.ts';
import { PageBoundary } from './page-boundary.tsx';

let broken = true;
function Part() {
  if (broken) throw new Error('There is no column 3');
  return <p>the part</p>;
}

beforeEach(() => {
  broken = true;
  // React writes each exception to the console, too.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

test('shows another page after one that throws', async () => {
  const at = (id: string) => (
    <PageBoundary page={id}>
      <Part />
    </PageBoundary>
  );
  const page = await render(at('one'));
  expect(page.text()).toContain('This page cannot be shown.');
  expect(page.element.querySelector('a')?.getAttribute('href')).toBe('/');
  broken = false;
  await page.again(at('two'));
  expect(page.text()).toBe('the part');
});
