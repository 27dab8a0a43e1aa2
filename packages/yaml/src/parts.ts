import { type Fault, lineEnd, separators, unknownSign } from './fault.ts';
import { type Json, readJson } from './json.ts';
import type { Places } from './places.ts';

/** A part of a text that is one document of YAML. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** What cannot be read as kubectl does, and where that begins. */
export interface Unreadable {
  readonly fault: Fault;
  readonly at: number;
}

/**
 * The documents of a file, split as kubectl does: by its lines, before anything is parsed. A file that begins with `{` is tried as JSON
 * first, value after value; what follows a single value, and is no JSON, is YAML.
 * Source: YAMLOrJSONDecoder and YAMLReader of https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/util/yaml/decoder.go
 *
 * @param depth how deep collections of JSON may nest
 * @param places where those of JSON are added
 */
export function partsAsKubectl(text: string, depth: number, places: Places): (Part | Json | Unreadable)[] {
  const parts: Json[] = [];
  const [, before = '{'] = /^([\s\u0085]*)\{/.exec(text) ?? [];
  if (before === '{') return yamlParts(text, 0);
  if (/[^ \t\r\n]/.test(before)) return [{ fault: unknownSign, at: 0 }];
  let at = 0;
  for (;;) {
    const json = readJson(text, skip(blank, text, at), depth, places);
    if (!json) break;
    parts.push(json);
    at = json.end;
  }
  const rest = skip(blank, text, at);
  const isYaml = parts.length <= 1 && isDecidable(text, rest);
  if (rest < text.length && !isYaml) return [...parts, { fault: separators.ofJson, at: rest }];
  return [...parts, ...yamlParts(text, skip(restOfLine, text, at))];
}

/** The decoder looks at four bytes to find where what is no JSON begins, and it takes other blanks than those of JSON for none there. */
const isDecidable = (text: string, at: number): boolean => at + 4 <= text.length && !/[\s\u0085]/.test(text[at] ?? '');

const blank = /[ \t\r\n]*/y;
const restOfLine = /[ \t\r]*\n?/y;

function skip(what: RegExp, text: string, from: number): number {
  what.lastIndex = from;
  return from + (what.exec(text)?.[0].length ?? 0);
}

/** What ends a line to kubectl and not to other readers. */
const ends = /\r(?!\n)|[\u0085\u2028\u2029]/;

/** The same, and signs that it refuses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const refused = /\r(?!\n)|[\u0000-\u0008\v\f\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/gu;

function yamlParts(text: string, from: number): (Part | Unreadable)[] {
  const parts: (Part | Unreadable)[] = [];
  refused.lastIndex = from;
  let bad = refused.exec(text);
  let start = from;
  const add = (end: number) => {
    while (bad && bad.index < start) bad = refused.exec(text);
    if (bad && bad.index < end) parts.push({ at: bad.index, fault: ends.test(bad[0]) ? lineEnd : unknownSign });
    else parts.push({ start, end });
  };
  for (const mark of marks(text, from)) {
    if (mark > start) add(mark);
    const lineEndsAt = text.indexOf('\n', mark);
    const rest = text.slice(mark + 3, lineEndsAt < 0 ? text.length : lineEndsAt);
    start = mark;
    // What follows up to the next line of --- is not looked at.
    if (/^\s*(?:#|$)/.test(rest)) continue;
    parts.push({ at: mark, fault: separators.ofYaml });
    start = marks(text, mark + 3).next().value ?? text.length;
  }
  if (start < text.length) add(text.length);
  return parts;
}

/** Where lines begin with `---`; they end with a line feed and nothing else. */
function* marks(text: string, from: number): Generator<number, undefined> {
  if (text.startsWith('---', from)) yield from;
  for (let at = text.indexOf('\n---', from); at >= 0; at = text.indexOf('\n---', at + 4)) yield at + 1;
  return undefined;
}
