import { declareCodes } from '@headrace/diagnostics';

/** Codes of the node type `kafka-sink`. */
export const codes = declareCodes({
  'sink/key-name': {
    severity: 'error',
    title: 'A key property has a semicolon in its name',
    help: 'Flink separates the properties of the key by semicolons. Rename the property in a node before, or in the output properties of that node.',
  },
  'sink/no-key': {
    severity: 'error',
    title: 'A changelog has no key',
    help: `A continuous aggregate changes rows that it gave before. In Kafka a newer message takes the place of an older one of the same key, so there must be a
key. Group the aggregate by a property, or give it a window.`,
  },
  'sink/other-key': {
    severity: 'error',
    title: 'The message key is not the key of the changelog',
    help: 'Rows of a changelog are told apart by the properties that the aggregate groups by. The message key must consist of just those.',
  },
});
