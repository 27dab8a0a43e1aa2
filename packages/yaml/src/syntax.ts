import type { CST } from 'yaml';
import { keyNotText, notExpected, syntaxFault, unlikeValues } from './fault.ts';
import type { Unreadable } from './parts.ts';

/** Where a key or an entry may begin, kubectl takes no tab for a blank. */
export const isTabAfter = (before: string, lexeme: string): boolean =>
  /^ *\t[ \t]*$/.test(lexeme) && /^(?:\r?\n|[-?:])$/.test(before);

export const isBracketed = ({ type }: CST.Token): boolean => type === 'flow-collection';

/** The first place of a document that the library takes and kubectl does not. */
export function foreignSyntax(document: CST.Document): Unreadable | undefined {
  const bare = document.start.find(isBareTag);
  if (bare) return { at: bare.offset, fault: unlikeValues.tag };
  const open: CST.Token[] = document.value ? [document.value] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.type === 'block-scalar' && isIndentedUnclearly(next))
      return { at: next.offset, fault: unlikeValues.block };
    if (!('items' in next)) continue;
    for (const { start, key, sep, value } of next.items) {
      const bareTag = start?.find(isBareTag) ?? sep?.find(isBareTag);
      if (bareTag) return { at: bareTag.offset, fault: unlikeValues.tag };
      if (key && 'items' in key) return { at: key.offset, fault: keyNotText };
      const mark = start?.find(isExplicitKey);
      const colon = sep?.find(isColon);
      // What stands behind an explicit key (`? a`) is no value if no `:` stands between.
      const lone = key && !colon ? (value ?? sep?.find(isProperty)) : undefined;
      if (lone) return { at: lone.offset, fault: syntaxFault(notExpected) };
      // `? !!str :` is an empty key to the library, and a mapping as a key to kubectl.
      const empty = mark && !key ? start?.find(isProperty) : undefined;
      if (empty) return { at: empty.offset, fault: keyNotText };
      const isApart = mark ? mark.indent !== colon?.indent && next.type === 'block-map' : sep && startsOnNewLine(sep);
      if (key && colon && isApart) return { at: colon.offset, fault: syntaxFault(notExpected) };
      if (value) open.push(value);
      if (key) open.push(key);
    }
  }
  return undefined;
}

const isExplicitKey = (token: CST.SourceToken): boolean => token.type === 'explicit-key-ind';
const isColon = (token: CST.SourceToken): boolean => token.type === 'map-value-ind';
const isProperty = (token: CST.SourceToken): boolean => token.type === 'anchor' || token.type === 'tag';

/** `!` alone: a text to YAML 1.2, and no tag to kubectl. */
const isBareTag = ({ type, source }: CST.SourceToken): boolean => type === 'tag' && source === '!';

/** Whether the colon stands on another line than the key before it. */
function startsOnNewLine(sep: readonly CST.SourceToken[]): boolean {
  const line = sep.findIndex(({ type }) => type === 'newline');
  return line >= 0 && line < sep.findIndex(isColon);
}

/** Whether a tab stands where the spaces of a block's indentation are counted, or nothing but spaces behind a given indentation. */
function isIndentedUnclearly({ props, source }: CST.BlockScalar): boolean {
  const lines = source.split('\n').map((line) => line.replace(/\r$/, ''));
  const header = props.find(({ type }) => type === 'block-scalar-header');
  const isGiven = header !== undefined && 'source' in header && /\d/.test(header.source);
  const spaces = (line: string) => line.length - line.replace(/^ +/, '').length;
  const first = lines.find((line) => /[^ ]/.test(line));
  if (first === undefined) return isGiven && lines.some((line) => line !== '');
  const indent = isGiven ? Number.POSITIVE_INFINITY : spaces(first);
  return lines.some((line) => line[spaces(line)] === '\t' && (line === first || spaces(line) < indent));
}
