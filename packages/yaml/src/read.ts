import { type Document, isScalar, LineCounter, parseAllDocuments, parseDocument, visit, type YAMLMap } from 'yaml';
import { firstTwice } from './keys.ts';
import { inWords, keyTwice, unresolvedAlias } from './syntax.ts';

/** How much is read at most, so that no file can exhaust the reader; far above anything that a person writes. */
export interface Bounds {
  readonly characters: number;
  /** Nested collections. */
  readonly depth: number;
  /** How often aliases may multiply a value (`&a`, `*a`). */
  readonly aliases: number;
  /** What the file should be, for the sentence that refuses it: `a flow`. */
  readonly of: string;
}

export interface Yaml {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly bounds: Bounds;
}

export interface YamlFault {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Documents in one text at most: more than a cluster of ten thousand pods has objects. */
const mostDocuments = 50_000;

/** The library's own look for keys that stand twice takes the square of their number: `firstTwice` looks instead. */
const options = { uniqueKeys: false, prettyErrors: false, version: '1.2' } as const;

/** Reads YAML or JSON with positions; a fault instead of an exception for whatever cannot be read. */
export function readYaml(text: string, bounds: Bounds): Yaml | YamlFault {
  const [first] = readAll(text, bounds, (lines) => [parseDocument(text, { ...options, lineCounter: lines })]);
  return first as Yaml | YamlFault;
}

/** Reads several documents in one text, between lines of `---`; those that cannot be read are faults among the others. */
export function readYamlStream(text: string, bounds: Bounds): (Yaml | YamlFault)[] {
  const found = text.match(/^---/gm)?.length ?? 0;
  if (found > mostDocuments)
    return [
      tooLarge(
        `The file has ${found} documents, more than the ${mostDocuments} that are read of one. Is this the right file?`,
      ),
    ];
  return readAll(text, bounds, (lines) => {
    const all = parseAllDocuments(text, { ...options, lineCounter: lines });
    return Array.isArray(all) ? all : [];
  });
}

function readAll(text: string, bounds: Bounds, parse: (lines: LineCounter) => Document.Parsed[]): (Yaml | YamlFault)[] {
  const size = sizeFault(text, bounds);
  if (size) return [size];
  const lines = new LineCounter();
  try {
    return parse(lines).map((document) => {
      const error = document.errors[0];
      const twice = error ? undefined : firstTwice(document.contents);
      const at = error?.pos[0] ?? twice;
      if (at === undefined) return { text, document, lines, bounds };
      const { line, col: column } = lines.linePos(at);
      return syntaxFault(error ? inWords(error) : keyTwice, line, column);
    });
  } catch (e) {
    if (e instanceof RangeError) return [tooDeep(bounds)];
    throw e;
  }
}

const syntaxFault = (said: string, line: number, column: number): YamlFault => ({
  code: 'document/syntax',
  message: `The file is not valid YAML here: ${said}`,
  line,
  column,
});

const tooLarge = (message: string): YamlFault => ({ code: 'document/too-large', message, line: 1, column: 1 });

const tooDeep = (bounds: Bounds, line = 1, column = 1): YamlFault => ({
  code: 'document/too-deep',
  message: `The file is nested deeper than ${bounds.depth} levels; ${bounds.of} needs about ten. Is this the right file?`,
  line,
  column,
});

/** Checked before parsing, since the parser recurses and its work grows with the text. */
function sizeFault(text: string, bounds: Bounds): YamlFault | undefined {
  if (text.length > bounds.characters)
    return tooLarge(
      `The file has ${text.length} characters, more than the ${bounds.characters} that ${bounds.of} may have. Is this the right file?`,
    );
  let depth = 0;
  let line = 1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a) line++;
    else if (c === 0x5b || c === 0x7b) depth++;
    else if (c === 0x5d || c === 0x7d) depth--;
    if (depth > bounds.depth) return tooDeep(bounds, line);
  }
  // Block nesting costs one column or more a level, and `- - - -` one level for every dash.
  const blocks = /^(?:[ ]{100,}|(?:\s*[-?:] ){100,})[^\s#]/m.exec(text);
  if (blocks && indentLevels(text) > bounds.depth) return tooDeep(bounds);
  return undefined;
}

/** How many levels of block indentation are open at once at most. */
function indentLevels(text: string): number {
  const open: number[] = [];
  let most = 0;
  for (const row of text.split('\n')) {
    const lead = /^(?: |[-?:] )*/.exec(row)?.[0] ?? '';
    if (lead.length === row.trimEnd().length) continue;
    while (open.length > 0 && (open.at(-1) as number) >= lead.length) open.pop();
    const dashes = lead.split(/[-?:] /).length - 1;
    for (let i = 0; i <= dashes; i++) open.push(lead.length - dashes + i);
    most = Math.max(most, open.length);
  }
  return most;
}

/** The value as plain data; aliases that multiply without bound are a fault. */
export function toData(yaml: Yaml): { data: unknown } | YamlFault {
  try {
    return { data: yaml.document.toJS({ maxAliasCount: yaml.bounds.aliases }) };
  } catch (e) {
    if (e instanceof ReferenceError && /unresolved/i.test(e.message)) {
      const { line, col: column } = yaml.lines.linePos(firstUnresolved(yaml.document));
      return syntaxFault(unresolvedAlias, line, column);
    }
    if (e instanceof ReferenceError)
      return {
        code: 'document/aliases',
        message: 'Aliases (*name) multiply the file beyond reason. Write the values out.',
        line: 1,
        column: 1,
      };
    if (e instanceof RangeError) return tooDeep(yaml.bounds);
    throw e;
  }
}

/** Where the first alias stands that has no anchor before it. */
function firstUnresolved(document: Document.Parsed): number {
  const anchors = new Set<string>();
  let at = 0;
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) anchors.add(anchor);
    },
    Alias: (_, { source, range }) => {
      if (anchors.has(source)) return undefined;
      at = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return at;
}

/** The pair of a key; keys compare as text, since `1:` is a number to YAML and a name to us. */
export function pairAt(map: YAMLMap, step: string | number) {
  return map.items.find((p) => String(isScalar(p.key) ? p.key.value : p.key) === String(step));
}
