import { escapeForYaml, isPrintable } from '@headrace/text';
import { Document, isCollection, isScalar, type Scalar, visit } from 'yaml';
import { notSurelyText } from './scalar.ts';

/** A value as YAML that every reader takes for this value: kubectl (YAML 1.1) as well as readers of YAML 1.2. */
export function toYaml(value: unknown): string {
  return printDocument(documentOf(value));
}

/**
 * The same, safe to show: texts with characters that a terminal obeys, or that show nothing, are in double quotes with escapes, so they
 * still read as the same texts.
 */
export function toSafeYaml(value: unknown): string {
  const document = documentOf(value);
  eachText(document, (node) => {
    if (!isPrintable(node.value.replace(/\n/g, ''))) node.type = 'QUOTE_DOUBLE';
  });
  return escapeForYaml(printDocument(document));
}

/** Nodes of a value. What stands twice is written twice: as references a few make a text without end. */
export const documentOf = (value: unknown): Document => new Document(value, { aliasDuplicateObjects: false });

/**
 * A document as text, with its comments and styles. Readers of YAML differ in what they take without quotes (`yes`, `0120`, `1:30`) and in
 * what ends a line or may stand in a file at all: such texts are in double quotes here, and it is the one place that decides it. What stands
 * in a document as somebody wrote it is left as it is.
 */
export function printDocument(document: Document): string {
  eachText(document, (node, inBrackets) => {
    if (node.source !== undefined) return;
    if (needsQuotes(node.value) || (inBrackets && /[?:]/.test(node.value))) node.type = 'QUOTE_DOUBLE';
  });
  return document.toString({ lineWidth: 0, indent: 2, flowCollectionPadding: false }).replace(foreign, escaped);
}

type Text = Scalar<string>;

function eachText(document: Document, change: (node: Text, inBrackets: boolean) => void): void {
  visit(document, {
    Scalar: (_, node, path) => {
      if (isScalar<string>(node) && typeof node.value === 'string')
        change(
          node,
          path.some((above) => isCollection(above) && above.flow),
        );
    },
  });
}

/** What ends a line to some readers alone, or what they refuse. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const foreign = /[\u0000-\u0008\v\f\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The library writes a text of several lines as a block, which is read otherwise where blanks stand around its lines. */
const needsQuotes = (text: string): boolean =>
  notSurelyText.test(text) || text.search(foreign) >= 0 || /\r|[ \t]\n|\n[ \t]|^\s|\s$/.test(text);
