/** Characters that a terminal obeys instead of showing: C0 and C1 controls, and marks that turn the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unshown = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Text from a file or a cluster, for the eye: what a terminal would obey is spelled out (`\u{1b}`), so that a file that
 * somebody sent can neither hide a finding nor write over it. Line breaks and tabs stay.
 */
export function printable(text: string): string {
  return text.replace(unshown, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`);
}
