/** Controls, formats (bidirectional marks, joiners, tags) and separators of lines, but for the line break and the tab. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text in which every character can be seen: what a terminal or a viewer of logs would obey is spelled out (`\u{9b}`).
 * Line breaks and tabs stay: JSON escapes them.
 */
export function visible(text: string): string {
  return text.replace(unseen, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}
