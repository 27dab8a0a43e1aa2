/**
 * What a terminal obeys or an eye is misled by (controls, marks that turn the direction of writing), and what YAML does not
 * take or takes for the end of a comment. Source: YAML 1.2.2, section 5.1.
 */
const unshown = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** A text on one line in which such characters are spelled out (`\u{1b}`). */
export const shown = (text: string): string =>
  text.replace(unshown, (c) => `\\u{${(c.codePointAt(0) as number).toString(16)}}`);
