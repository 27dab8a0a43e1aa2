// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { render } from '../lib/testing/render.ts';
import { ErrorBoundary } from './error-boundary.tsx';

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

test('shows a message in the place of a part that throws, and leaves what stands beside it', async () => {
  const page = await render(
    <div>
      <ErrorBoundary what="The inspector">
        <Part />
      </ErrorBoundary>
      <p>the rest</p>
    </div>,
  );
  expect(page.text()).toContain('The inspector cannot be shown.');
  expect(page.text()).toContain('An error in Headrace stopped it: There is no column 3. Your flow is not affected.');
  expect(page.text()).toContain('the rest');
  expect(page.element.querySelector('[role="alert"]')).not.toBeNull();
});

test('shows the part again when somebody tries again', async () => {
  const page = await render(
    <ErrorBoundary what="The inspector">
      <Part />
    </ErrorBoundary>,
  );
  broken = false;
  await act(async () => page.button('Try again').click());
  expect(page.text()).toBe('the part');
});

test('shows the part again when it is about something else, and not before', async () => {
  const at = (resetKey: string) => (
    <ErrorBoundary what="The inspector" resetKey={resetKey}>
      <Part />
    </ErrorBoundary>
  );
  const page = await render(at('one'));
  broken = false;
  await page.again(at('one'));
  expect(page.text()).toContain('cannot be shown');
  await page.again(at('two'));
  expect(page.text()).toBe('the part');
});
