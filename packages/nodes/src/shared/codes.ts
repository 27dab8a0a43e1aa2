import { declareCodes } from '@headrace/diagnostics';

/** Codes that several node types report. */
export const sharedCodes = declareCodes({
  'node/unknown-property': {
    severity: 'error',
    title: 'A setting names a property that is not in the input',
    help: 'The property may have been renamed or removed in a node before, or the node was connected to another one. Choose one of the properties of the input.',
  },
  'node/same-name': {
    severity: 'error',
    title: 'Two properties have the same name',
    help: 'A stream has one property of each name. Rename one of them.',
  },
  'node/unknown-connection': {
    severity: 'error',
    title: 'The connection is not registered',
    help: 'Flows name connections, which an administrator registers. Choose a registered one, or ask for this one to be registered. A flow from another installation may name connections that are called differently here.',
  },
  'node/topic-name': {
    severity: 'error',
    title: 'Kafka has no topics of this name',
    help: 'The name of a topic has at most 249 letters of ASCII, digits, dots, dashes and underscores.',
  },
  'node/not-a-duration': {
    severity: 'error',
    title: 'The value is not a length of time',
    help: 'Write a number and a unit: `500 ms`, `5 s`, `10 min`, `1 h`, `2 d`. Several can be combined: `1 h 30 min`.',
  },
  'node/too-short': {
    severity: 'error',
    title: 'The length of time is too short',
    help: 'The message says the shortest that is possible here.',
  },
});
