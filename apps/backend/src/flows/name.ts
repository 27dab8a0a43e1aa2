import { editText, parseFlow } from '@headrace/flow';

/** What the document calls itself; a text that cannot be read has no name of its own. */
export function nameIn(text: string): string {
  return parseFlow(text).document?.metadata.name ?? 'unreadable';
}

/** The text with another name in it, the rest untouched. A text that cannot be read stays as it is. */
export function renamed(text: string, name: string): string {
  return parseFlow(text).document ? editText(text, [{ path: ['metadata', 'name'], value: name }]) : text;
}
