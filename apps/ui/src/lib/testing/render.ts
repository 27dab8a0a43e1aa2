import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';

/** What a test sees of rendered components. */
export interface Rendered {
  readonly element: HTMLElement;
  text(): string;
  /** The button with this text or label. */
  button(name: string): HTMLButtonElement;
  /** Renders something else in the same place. */
  again(node: ReactNode): Promise<void>;
}

/** Renders into a page without a browser (`@vitest-environment happy-dom`), until the test ends. */
export async function render(node: ReactNode): Promise<Rendered> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  onTestFinished(async () => {
    await act(async () => root.unmount());
    element.remove();
  });
  const again = (next: ReactNode) => act(async () => root.render(next));
  await again(node);
  return {
    element,
    text: () => element.textContent ?? '',
    button(name) {
      const found = [...element.querySelectorAll('button')].find(
        (button) => button.textContent === name || button.ariaLabel === name,
      );
      if (!found) throw new Error(`there is no button “${name}”`);
      return found;
    },
    again,
  };
}
