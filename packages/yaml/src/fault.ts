import type { ErrorCode, YAMLError } from 'yaml';
import type { Bounds } from './read.ts';

/** Why a file cannot be read, and where. What stands in the file is never quoted: it may be a secret. */
export interface YamlFault {
  readonly code: string;
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

const syntax = (said: string): Fault => ({
  code: 'document/syntax',
  message: `The file is not valid YAML here: ${said}`,
});

export const syntaxFault = (said: string, line: number, column: number): YamlFault => ({
  ...syntax(said),
  line,
  column,
});

export const keyTwice = syntax('this key stands in its mapping already.');

export const keyNotText = syntax('a key is a text, and this one is a list or a mapping. Quotes make it a text.');

export const unresolvedAlias = syntax(
  'a value that begins with * is an alias, and nothing before it has an anchor of this name. Quotes make it a text.',
);

export const aliasOfItself = syntax('this alias (*name) stands inside the value that it names, which would never end.');

export const expandsTooFar = (most: number): Fault => ({
  code: 'document/aliases',
  message: `Aliases (*name) multiply the file beyond reason: with this one they stand for more than ${most} characters. Write the values out.`,
});

export const tooLarge = (message: string): YamlFault => ({ code: 'document/too-large', message, line: 1, column: 1 });

export const tooDeep = (bounds: Bounds, line: number, column: number): YamlFault => ({
  code: 'document/too-deep',
  message: `The file is nested deeper than ${bounds.depth} levels; ${bounds.of} needs about ten. Is this the right file?`,
  line,
  column,
});
