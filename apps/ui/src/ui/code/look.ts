import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours come from the page (code.scss), so that both themes have their own, with contrast enough for small text. */
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], class: 'code-keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 'code-text' },
  { tag: [tags.number, tags.bool, tags.null], class: 'code-number' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], class: 'code-comment' },
  { tag: [tags.typeName, tags.standard(tags.name)], class: 'code-type' },
]);

const frame = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'inherit', fontSize: '0.8125rem', blockSize: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { caretColor: 'currentcolor' },
  '.cm-cursor': { borderLeftColor: 'currentcolor' },
});

export const look = [syntaxHighlighting(colours), frame];
