import { declareCodes } from '@headrace/diagnostics';

/** Codes of how nodes are connected, of their settings as the schemas see them, and of topics that nodes share. */
export const graphCodes = declareCodes({
  'link/unknown-type': {
    severity: 'error',
    title: 'There is no such type of node',
    help: '`type` names what a node does. Check the spelling. A flow from a newer Headrace may use a type that this version does not have.',
  },
  'link/no-name': {
    severity: 'error',
    title: 'A node has no name',
    help: 'The key under `nodes` is the name of the node and of the stream that it gives. Give it a name.',
  },
  'link/name-clash': {
    severity: 'error',
    title: 'Two streams have the same name',
    help: `A second port of a node gives a stream that is called \`node.port\`, so a node of that name clashes with it. Names that differ in
control characters only clash too. Rename one of the nodes.`,
  },
  'link/unknown-input': {
    severity: 'error',
    title: 'The node that should feed this one does not exist',
    help: `\`from\` names a node, or a port of it as \`node.port\`. The node may have been renamed or deleted. Connect another one.

    filtered:
      from: orders`,
  },
  'link/no-inputs': {
    severity: 'error',
    title: 'A node that takes no input is connected to one',
    help: 'A source reads from outside the flow, so nothing can feed it. Remove `from`.',
  },
  'link/unknown-port': {
    severity: 'error',
    title: 'The node has no such input',
    help: 'A node with several inputs names them. The message lists the names that there are.',
  },
  'link/missing-input': {
    severity: 'error',
    title: 'An input is not connected yet',
    help: 'The node works on the events of another node. Draw a connection to it, or write `from`. Until then the node and what it feeds give nothing.',
  },
  'link/cycle': {
    severity: 'error',
    title: 'Nodes feed each other in a circle',
    help: 'Events flow in one direction, from sources to destinations. Remove one of the connections of the circle.',
  },
  'config/missing': {
    severity: 'error',
    title: 'A setting is not set yet',
    help: 'The node needs this setting. Until it is set, the node and what it feeds give nothing; the rest of the flow can be previewed.',
  },
  'config/invalid': {
    severity: 'error',
    title: 'A setting has a value that it cannot have',
    help: 'The message says what the value must be. The page of the node type lists all settings and their values.',
  },
  'config/newer-version': {
    severity: 'error',
    title: 'The settings of a node are of a newer version',
    help: `A newer Headrace wrote the node, and its settings may mean something that this one does not know. Upgrade Headrace. Where you know that nothing
but the version differs, the settings can be read as the version that is known here; check them afterwards.`,
  },
  'config/unknown-key': {
    severity: 'warning',
    title: 'The node has no such setting',
    help: 'The key is kept in the file and has no effect. Mostly it is a typing error. The page of the node type lists all settings.',
  },
  'output/unknown-property': {
    severity: 'warning',
    title: 'An output property names a property that is not there',
    help: `Output properties remove, rename and order the properties that leave the node. The named property does not leave it, perhaps because
a node before it was changed. Correct the name, or remove the entry.`,
  },
  'output/empty-name': {
    severity: 'error',
    title: 'A property gets an empty name',
    help: 'Write the new name. To take the property out, remove it instead of renaming it.',
  },
  'output/same-name': {
    severity: 'error',
    title: 'Two properties that leave the node have the same name',
    help: 'A stream has one property of each name. Rename or remove one of them.',
  },
  'output/nothing-left': {
    severity: 'error',
    title: 'No property leaves the node',
    help: 'Every property is removed. Keep at least one.',
  },
  'output/no-fields': {
    severity: 'error',
    title: 'A property has no fields to change',
    help: `Output properties can change the fields of a nested property (a \`ROW\`). Flink gives this property another type, or none of the
fields is left. Take the entries of its fields out, or remove the property itself.`,
  },
  'flow/topic-loop': {
    severity: 'warning',
    title: 'The flow reads what it writes, without end',
    help: `A destination writes to the topic that feeds it. Each event is read again, is written again, and so on: the topic grows without end.
Choose another topic for the destination.`,
  },
  'flow/topic-read-again': {
    severity: 'warning',
    title: 'The flow reads a topic that it writes',
    help: `A destination writes to a topic that another part of the same flow reads. That works, but the events go through Kafka. If the second
part is meant to follow the first, connect the nodes instead.`,
  },
  'flow/topic-collision': {
    severity: ['error', 'warning'],
    title: 'Kafka takes the names of two topics for the same',
    help: `Kafka replaces \`.\` by \`_\` in the names of its metrics and refuses a topic whose name is then that of another one: \`a.b\` and \`a_b\`.
Choose another name.`,
  },
});
