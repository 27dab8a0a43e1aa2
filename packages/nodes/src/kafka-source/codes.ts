import { declareCodes } from '@headrace/diagnostics';

/** Codes of the node type `kafka-source`. */
export const codes = declareCodes({
  'source/unknown-type': {
    severity: 'error',
    title: 'A property has a type that Flink does not have',
    help: 'Write a type of Flink SQL: `STRING`, `BIGINT`, `DOUBLE`, `BOOLEAN`, `DECIMAL(10, 2)`, `TIMESTAMP(3)`, `ARRAY<STRING>`, `ROW<city STRING>`.',
  },
  'source/overlap': {
    severity: 'error',
    title: 'A property lies inside another one',
    help: 'One property is read whole, and another one is a field of it. Remove one of them: nodes can use a field as `property.field`.',
  },
  'source/time-format': {
    severity: 'error',
    title: 'The time format is not valid',
    help: 'Choose one of the known formats, or write a pattern of Java: `yyyy-MM-dd HH:mm:ss`.',
  },
  'source/no-event-time': {
    severity: 'error',
    title: 'The event time is not among the properties',
    help: 'The property that holds the event time must be read from the message. Add it to the properties, or choose another one.',
  },
  'source/event-time-type': {
    severity: 'error',
    title: 'The event time is not a time',
    help: 'Give the property the type `TIMESTAMP(3)`, or `TIMESTAMP_LTZ(3)` for times with a zone, and choose its format.',
  },
  'source/event-time-precision': {
    severity: 'error',
    title: 'The event time is more precise than milliseconds',
    help: 'Watermarks of Flink are milliseconds. Give the property a type with at most three digits: `TIMESTAMP(3)`.',
  },
});
