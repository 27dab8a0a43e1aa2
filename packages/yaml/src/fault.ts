import type { DiagnosticCode } from '@headrace/diagnostics';
import type { ErrorCode, YAMLError } from 'yaml';
import type { Bounds } from './read.ts';

/** Why a file cannot be read, and where. What stands in the file is never quoted: it may be a secret. */
export interface YamlFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** A fault without its place. */
export type Fault = Pick<YamlFault, 'code' | 'message'>;

export const notExpected = 'something stands here that cannot. Values with special signs need quotes.';

/**
 * Faults whose own message quotes the text or is none for people. What a file holds is not said again: what stands where YAML
 * stumbles is often a password that should have been in quotes.
 */
const sentences: Partial<Record<ErrorCode, string>> = {
  BAD_COLLECTION_TYPE: 'a value that begins with ! has a tag, and this tag is for another kind of value.',
  BAD_DIRECTIVE: 'a line that begins with % is a directive, and this one is not known.',
  BAD_DQ_ESCAPE: 'in double quotes, \\ begins an escape, and this one is not known. Single quotes know none.',
  BAD_SCALAR_START: 'a value cannot begin with this sign unless it is in quotes.',
  RESOURCE_EXHAUSTION: 'it is nested too deep.',
  TAG_RESOLVE_FAILED:
    'a value that begins with ! has a tag, and this one is not known or does not fit. Quotes make it a text.',
  UNEXPECTED_TOKEN: notExpected,
};

/** What is wrong, without quoting the file. */
export const inWords = ({ code, message }: YAMLError): string => sentences[code] ?? `${message}.`;

export const syntaxFault = (said: string): Fault => ({
  code: 'document/syntax',
  message: `The file is not valid YAML here: ${said}`,
});

export const keyTwice = syntaxFault('this key stands in its mapping already.');

export const keyNotText = syntaxFault('a key is a text, and this one is a list or a mapping. Quotes make it a text.');

export const unresolvedAlias = syntaxFault(
  'a value that begins with * is an alias, and nothing before it has an anchor of this name. Quotes make it a text.',
);

export const aliasOfItself = syntaxFault(
  'this alias (*name) stands inside the value that it names, which would never end.',
);

export const expandsTooFar = (most: number): Fault => ({
  code: 'document/aliases',
  message: `Aliases (*name) multiply the file beyond reason: with this one they stand for more than ${most} characters. Write the values out.`,
});

export const tooLarge = (message: string): YamlFault => ({ code: 'document/too-large', message, line: 1, column: 1 });

export const tooDeep = (bounds: Bounds): Fault => ({
  code: 'document/too-deep',
  message: `The file is nested deeper than ${bounds.depth} levels; ${bounds.of} needs about ten. Is this the right file?`,
});

export const manyDocuments = (of: string): Fault => ({
  code: 'document/syntax',
  message: `The file holds multiple documents: a line of --- begins another here, and ${of} is one.`,
});

/** What kubectl refuses or reads in another way than other readers do, so that it is not read here. */
const notToKubectl = (said: string): Fault => ({ code: 'document/not-to-kubectl', message: said });

export const directives = {
  tooMany: syntaxFault('there are too many or too long lines that begin with %.'),
  ofKubectl: notToKubectl('kubectl takes no line that begins with % (a directive). Remove it.'),
};

export const separators = {
  ofYaml: notToKubectl(
    'kubectl takes nothing but a comment behind --- on its line, and stops reading the file here. Begin a new line.',
  ),
  ofJson: notToKubectl('Behind JSON objects kubectl takes nothing but another one here.'),
};

export const behindTheEnd = notToKubectl(
  'kubectl does not read what stands behind a line of ... in a document. Begin the next one with a line of ---.',
);

export const endOfNothing = notToKubectl(
  'kubectl takes no line of ... where nothing stands before it in the document. Remove it.',
);

export const lineEnd = notToKubectl(
  'kubectl takes this character for the end of a line, and other readers do not. Remove it, or write it as an escape in double quotes.',
);

export const unknownSign = notToKubectl(
  'kubectl takes no control character here. Remove it, or write it as an escape in double quotes.',
);

export const unlikeValues = {
  number: notToKubectl('No JSON has this number, so kubectl cannot send it. Quotes make it a text.'),
  tag: notToKubectl('Readers differ in what this tag (a value that begins with !) means. Remove it.'),
  typed: notToKubectl('kubectl cannot make of this value what its tag asks for. Remove the tag.'),
  escape: notToKubectl('kubectl does not know this escape. Write the character itself.'),
  key: notToKubectl('Readers differ in the text that this key is. Put it in quotes.'),
  split: notToKubectl('Within brackets kubectl ends this text at a colon or question mark. Put it in quotes.'),
  tab: notToKubectl('kubectl takes no tab at the beginning of a line, nor behind a dash. Write spaces.'),
  block: notToKubectl(
    'Readers count the spaces before the lines of this text differently. Indent it with spaces alone.',
  ),
  anchor: notToKubectl(
    'kubectl takes letters, digits, - and _ for the names of anchors and aliases. Choose another name.',
  ),
  merge: notToKubectl('kubectl merges (<<) mappings only, and this is none.'),
  mergeOver: notToKubectl(
    'This << overwrites a key before it when kubectl reads it, and not when others do. Write << before the keys.',
  ),
  aliases: {
    code: 'document/aliases',
    message:
      'Aliases (*name) multiply the file beyond reason: with this one they stand for most of it, and kubectl refuses such a document. Write the values out.',
  },
} satisfies Record<string, Fault>;
