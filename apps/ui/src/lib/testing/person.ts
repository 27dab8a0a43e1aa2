import { type BoundFunctions, configure, type queries, within } from '@testing-library/dom';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { act } from 'react';

// What a person does, and what follows from it, is done when the next line of a test begins.
configure({
  // Without the whole page, which is thousands of lines.
  getElementError: (message) => new Error(message?.split('\n')[0] ?? 'no such element'),
  eventWrapper: (dispatch) => {
    let result: unknown;
    inEnvironment(true, () =>
      act(() => {
        result = dispatch();
      }),
    );
    return result;
  },
  asyncWrapper: (wait) => inEnvironment(false, wait),
});

declare global {
  /** React asks whether what is done now is inside `act`. */
  var IS_REACT_ACT_ENVIRONMENT: boolean | undefined;
}

function inEnvironment<T>(isActing: boolean, work: () => T): T {
  const before = globalThis.IS_REACT_ACT_ENVIRONMENT ?? true;
  const restore = () => {
    globalThis.IS_REACT_ACT_ENVIRONMENT = before;
  };
  globalThis.IS_REACT_ACT_ENVIRONMENT = isActing;
  const result = work();
  if (result instanceof Promise) void result.then(restore, restore);
  else restore();
  return result;
}

/** A person in front of the page: finds elements by role and name, and uses keyboard and pointer. */
export interface Person {
  /** All of the page, also menus and dialogs that are rendered outside the component. */
  readonly page: BoundFunctions<typeof queries>;
  readonly user: UserEvent;
  /** The name of what has the cursor: its label, or its text. */
  focus(): string;
}

export function person(): Person {
  return {
    page: within(document.body),
    user: userEvent.setup({ delay: null }),
    focus() {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    },
  };
}
