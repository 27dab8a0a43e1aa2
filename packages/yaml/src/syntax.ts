import type { ErrorCode, YAMLError } from 'yaml';

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
  UNEXPECTED_TOKEN: 'something stands here that cannot. Values with special signs need quotes.',
};

/** What is wrong, without quoting the file. */
export const inWords = ({ code, message }: YAMLError): string => sentences[code] ?? `${message}.`;

export const keyTwice = 'this key stands in its mapping already.';

export const unresolvedAlias =
  'a value that begins with * is an alias, and nothing before it has an anchor of this name. Quotes make it a text.';
