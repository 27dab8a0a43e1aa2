import { declareCodes } from '@headrace/diagnostics';

/** Codes of what Flink's planner says about a flow. */
export const plannerCodes = declareCodes({
  'planner/unknown-column': {
    severity: 'error',
    title: 'There is no such property',
    help: 'The expression names a property that the input does not have. It may have been renamed or removed in a node before. Names distinguish capitals and small letters.',
  },
  'planner/unknown-function': {
    severity: 'error',
    title: 'There is no function for these values',
    help: 'Flink has no function of this name, or none that takes values of these types. Convert a value with CAST, or look the function up on the page *Expressions*.',
  },
  'planner/wrong-arguments': {
    severity: 'error',
    title: 'Values cannot be used in this way',
    help: `The types of the values do not fit the operator or function. Convert one of them:

    CAST(amount AS DOUBLE) * rate`,
  },
  'planner/syntax': {
    severity: 'error',
    title: 'The expression cannot be read',
    help: 'Something is missing before the marked place, or it does not belong there. A property whose name is a word of SQL stands in backticks.',
  },
  'planner/not-a-condition': {
    severity: 'error',
    title: 'The expression is not a condition',
    help: `A filter needs an expression that is true or false. Compare the value with something:

    price > 100`,
  },
  'planner/needs-append-only': {
    severity: 'error',
    title: 'The node cannot take a changelog',
    help: `A continuous aggregate changes rows that it gave before. The node behind it takes only new rows. Give the aggregate a window: a window gives
each row once, when it ends.`,
  },
  'planner/needs-event-time': {
    severity: 'error',
    title: 'The event time is lost',
    help: `A window needs the event time of the source with its watermark. An expression over it gives a plain time without one. Keep the property as it
is up to the window.`,
  },
  'planner/aggregate-in-expression': {
    severity: 'error',
    title: 'An aggregate function stands in an expression',
    help: 'SUM, COUNT and the like need the rows of a group. Use an Aggregate node.',
  },
  'planner/refused': {
    severity: 'error',
    title: 'Flink does not accept this',
    help: "The message has the words of Flink's planner. They often name a type or a function; the page *Expressions* helps with both.",
  },
});
