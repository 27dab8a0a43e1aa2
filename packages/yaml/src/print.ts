import { escapeForYaml, isPrintable } from '@headrace/text';
import { Document, isScalar, visit } from 'yaml';

/**
 * A value as YAML that is safe to show: texts with characters that a terminal obeys, or that show nothing, are in double quotes with
 * escapes, so they still read as the same texts. What stands twice is written twice: as references a few make a text without end.
 */
export function toSafeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      // The library writes blanks at line ends as a block that reads otherwise.
      if (
        isScalar(node) &&
        typeof node.value === 'string' &&
        !(isPrintable(node.value.replace(/\n/g, '')) && !/\s\n|^\s|\s$/.test(node.value))
      )
        node.type = 'QUOTE_DOUBLE';
    },
  });
  return escapeForYaml(document.toString());
}
