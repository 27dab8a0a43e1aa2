import { declareCodes } from '@headrace/diagnostics';

/** Codes of documents that are not a flow, or say something that a flow cannot say. */
export const documentCodes = declareCodes({
  'document/not-a-flow': {
    severity: 'error',
    title: 'The file is not a flow',
    help: `A flow is a mapping that begins with these lines:

    apiVersion: headrace.dev/v1alpha1
    kind: Flow
    metadata:
      name: my flow
    spec:
      nodes: {}`,
  },
  'document/unknown-version': {
    severity: 'error',
    title: 'The version of the document is not known',
    help: `\`apiVersion\` names the format of the document. A flow of a newer Headrace may say things that this version does not know, so it is
not read. Upgrade Headrace, or correct \`apiVersion\` if it was mistyped.`,
  },
  'document/invalid': {
    severity: 'error',
    title: 'A value of the document has the wrong form',
    help: 'The message names the value and what it must be, for example a list or a text. The page *The flow document* describes all keys.',
  },
  'document/reserved-name': {
    severity: 'error',
    title: 'A name is reserved',
    help: 'No node and no comment can have the name `__proto__`. Choose another name.',
  },
  'document/too-many-nodes': {
    severity: 'error',
    title: 'The flow has too many nodes',
    help: 'Split the flow in two: let the first one write to a topic, and the second one read that topic.',
  },
  'document/too-many-comments': {
    severity: 'error',
    title: 'The flow has too many comments',
    help: 'Remove comments from the canvas, or put several into one.',
  },
  'document/unknown-key': {
    severity: 'warning',
    title: 'A key has no meaning',
    help: `A flow has no such key at this place. It is kept in the file and has no effect. Mostly it is a typing error, or the key belongs one
level higher or lower:

    nodes:
      filtered:
        type: filter
        form: orders      # meant: from`,
  },
  'document/readers-differ': {
    severity: 'info',
    title: 'kubectl reads a value as another one',
    help: `Headrace reads YAML 1.2; kubectl reads YAML 1.1, in which \`yes\`, \`on\` and \`0120\` are not texts. Put the value in quotes where
a text is meant.`,
  },
});
