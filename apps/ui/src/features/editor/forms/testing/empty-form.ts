import type { FormContext } from '../context.ts';

const nothing = () => {};

/** The context of a form of node `n` that knows nothing of its inputs and keeps no change; `own` says what a test needs. */
export const emptyForm = (own: Partial<FormContext> = {}): FormContext => ({
  idPrefix: 'form',
  node: 'n',
  config: {},
  inputs: {},
  own: undefined,
  declared: [],
  addressOf: () => undefined,
  diagnostics: [],
  samples: () => ({}),
  recent: () => ({}),
  change: nothing,
  changeAll: nothing,
  decided: nothing,
  left: nothing,
  ...own,
});
