import { declareCodes } from '@headrace/diagnostics';

/** Codes of the node type `aggregate`. */
export const codes = declareCodes({
  'aggregate/no-percent': {
    severity: 'error',
    title: 'A percentile has no percent',
    help: 'Set the percent: 50 is the median, 95 leaves out the highest 5 %.',
  },
  'aggregate/unmergeable': {
    severity: 'error',
    title: 'The function works in tumbling windows only',
    help: 'Flink puts hopping, session and cumulating windows together from parts, and FIRST_VALUE and LAST_VALUE cannot be put together. Use MIN or MAX, or a tumbling window.',
  },
  'aggregate/no-column': {
    severity: 'error',
    title: 'The function needs a property',
    help: 'Only COUNT works without a property: it counts events. Choose the property under *Of*.',
  },
  'aggregate/not-a-number': {
    severity: 'error',
    title: 'The function needs a number',
    help: `SUM, AVG and PERCENTILE calculate. Convert the property in a Transform node before:

    TRY_CAST(price AS DOUBLE)`,
  },
  'aggregate/not-a-text': {
    severity: 'error',
    title: 'LISTAGG needs a text',
    help: `LISTAGG joins texts. Convert the property in a Transform node before:

    CAST(id AS STRING)`,
  },
  'aggregate/uneven-window': {
    severity: 'error',
    title: 'The step does not divide the length of the window',
    help: 'Flink puts the window together from parts of equal length. Choose a step that divides the length: `10 min` for a window of `1 h`.',
  },
  'aggregate/no-event-time': {
    severity: 'error',
    title: 'The event time does not reach the window',
    help: 'A window ends when the event time has passed its end. A node before this one removes the event time. Keep it there, or choose the window *None*.',
  },
  'aggregate/other-event-time': {
    severity: 'error',
    title: 'The chosen time is not the event time of the input',
    help: 'Only the event time of the source carries a watermark, which says when a window ends. Choose it here, or choose another event time in the source.',
  },
});
