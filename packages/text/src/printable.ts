/**
 * Characters that never reach a terminal or a log line as they are:
 *
 * - `Cc`, the C0 and C1 controls and DEL: a terminal obeys them (ECMA-48). Line feed and tab are handled below.
 * - `Cf`, format characters: those of `Bidi_Control` show text in another order than it has (UTR #36, section 3.3; UTS #55,
 *   section 2.1), others join, part or enclose what stands beside them.
 * - `Default_Ignorable_Code_Point`: they show nothing, so two texts that differ look alike, and text can be hidden in them:
 *   zero-width characters, tags, variation selectors, fillers. UTS #39 restricts all of them in identifiers.
 * - `Zl`, `Zp`: line and paragraph separators, line ends to some readers of logs.
 * - `Cs` and noncharacters: no valid text. A lone surrogate would leave as U+FFFD and hide what it was.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/**
 * Untrusted text for people, in a terminal or a log: characters that act on a terminal or show nothing are spelled out as
 * `\u{1b}`. Line feeds and tabs stay: use {@link printableLine} for a text that must stay on its line.
 */
export function printable(text: string): string {
  return text.replace(unsafe, (c) => (c === '\n' || c === '\t' ? c : spelled(c)));
}

/** As {@link printable}, and line feeds and tabs are spelled out too: a name cannot begin a line of its own. */
export function printableLine(text: string): string {
  return text.replace(unsafe, spelled);
}

/** A value as JSON that is safe to show: the same characters are JSON escapes (`\u009b`), so it still reads as the same value. */
export function printableJson(value: unknown, indent?: number): string {
  const json: string | undefined = JSON.stringify(value, null, indent);
  // Line feeds are the indentation: inside texts they are escapes already.
  return (json ?? 'null').replace(unsafe, (c) => (c === '\n' ? c : escaped(c)));
}

/** Whether {@link printableLine} leaves the text as it is. */
export const isPrintable = (text: string): boolean => text.search(unsafe) === -1;

/** The same characters as escapes of double-quoted YAML (`\u009b`, `\U000e0041`). */
export function escapeForYaml(text: string): string {
  const one = (c: string) => (c.length > 1 ? `\\U${c.codePointAt(0)?.toString(16).padStart(8, '0')}` : escaped(c));
  return text.replace(unsafe, (c) => (c === '\n' || c === '\t' ? c : one(c)));
}

const spelled = (c: string): string => `\\u{${c.codePointAt(0)?.toString(16)}}`;

const escaped = (c: string): string =>
  Array.from({ length: c.length }, (_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
