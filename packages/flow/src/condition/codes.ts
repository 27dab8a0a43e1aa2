import { declareCodes } from '@headrace/diagnostics';

/** Codes of the assistant that builds a condition. */
export const conditionCodes = declareCodes({
  'condition/value': {
    severity: 'error',
    title: 'A value of a condition is not of its kind',
    help: 'The property has a type, and the value must be written as one of that type, for example a date as `2026-04-07`. Until then the condition stays as it was.',
  },
});
