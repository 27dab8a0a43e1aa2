import { parseConnections } from '@headrace/connections';
import {
  checkExpression,
  documentText,
  editText,
  lex,
  limits,
  parseCondition,
  parseDuration,
  parseFlow,
  parseType,
} from '@headrace/flow';
import { readConnections, readFlinkDeployment, readWorld } from '@headrace/netpol';
import { printable, printableJson } from '@headrace/text';
import { positionIn, positionOf, readAsKubectl, readYaml, toData } from '@headrace/yaml';
import type { Repeated } from './measure.ts';

/** A reader of untrusted text: what it does with one, and the pieces of which fragments are made for it. */
export interface Reader {
  readonly read: (text: string) => void;
  readonly pieces: readonly string[];
  readonly heads: readonly string[];
  readonly tails: readonly string[];
  /** Fragments that were slow once, or that the grammar would hardly find. */
  readonly known: readonly Repeated[];
}

const bounds = { characters: 40_000_000, depth: 100, of: 'a flow' } as const;

const repeated = (fragment: string, head = '', tail = ''): Repeated => ({ head, fragment, tail });

const yaml: Omit<Reader, 'read'> = {
  pieces: [
    ...['\n', '\r\n', '\t', ' ', '  ', '\\', '\\"', '\ufeff', '\u2028', '\u0000', '\u001f', '\u0018', '\u0002'],
    ...['- ', '- - ', '? ', ': ', ':', '-', '---', '--- ', '...', '#', '# c', '|', '>', '|+', '|2', '%', '`', '@'],
    ...[
      'a',
      'a: ',
      'k{i}: 1',
      '"',
      "'",
      '"a"',
      "'b'",
      '""',
      '[',
      ']',
      '{',
      '}',
      ',',
      '[]',
      '{}',
      '1',
      '0x1',
      '1:2',
      '~',
    ],
    ...[
      '&a ',
      '&a{i} ',
      '*a',
      '*a{i}',
      '!!str ',
      '!!omap ',
      '!!set ',
      '!x ',
      '!<x> ',
      '<<: ',
      '%TAG !a{i}! x',
      '%YAML 1.1',
    ],
  ],
  heads: [
    ...['', 'a: ', '- ', '[', '{', '"', "'", '|\n', '>\n', '|+\n', 'a: |\n', '? ', 'a: "', 'a:\n  - ', '- &a [x]\n'],
    ...['%YAML 1.1\n---\n', '&a a: ', '{a: [', '# ', 'x: &a 1\n', '- - - ', '--- ', '[[[[', 'a: b\n  '],
  ],
  tails: ['', '\n', 'a', ' a: 1', '\n- a', ']', '}', '"', "'", '\n#', '\n# c\nx', '\nb: 1', ': 1', '\n...\n', '\n  c'],
  known: [
    repeated('\n', '', 'a: 1'),
    repeated('- \n'),
    repeated('- &a{i} 1\n- *a{i}\n'),
    repeated('- *a\n', '- &a {x: 1}\n'),
    repeated('- &a [*a]\n', '- &a [x]\n'),
    repeated(' \n', 'a: |\n', 'x'),
    repeated('k{i}: v\n'),
    repeated('k: v\n'),
    repeated('%TAG !a{i}! x\n', '%YAML 1.1\n', '--- a\n'.repeat(1000)),
    repeated('- !e!x\n', `%TAG !e! ${'x'.repeat(5000)}\n---\n`),
    repeated('- {<<: *a}\n', '%YAML 1.1\n---\n- &a {x: 1}\n'),
    repeated('? k{i}\n', '!!omap\n'),
    repeated('{}'),
    repeated('---\n'),
    repeated('...\na\n'),
  ],
};

/** Text of SQL: what stands in expressions, conditions and types. */
const sql: Omit<Reader, 'read' | 'known'> = {
  pieces: [
    ...[
      ' ',
      '\n',
      '(',
      ')',
      ',',
      '.',
      ';',
      "'",
      "''",
      '"',
      '`',
      '/*',
      '*/',
      '/**/',
      '--',
      '--\n',
      '/*+',
      '\\',
      '$',
      '?',
    ],
    ...['a', 'a{i}', '1', '1.', '.5', '1e', 'NULL', 'NOT ', 'AND ', 'OR ', 'CASE ', 'WHEN ', 'END ', 'IN (', 'LIKE '],
    ...[
      'BETWEEN ',
      'IS ',
      '=',
      '<',
      '<>',
      '||',
      '+',
      '-',
      '*',
      '::',
      'ARRAY<',
      'ROW<',
      'MAP<',
      '>',
      'INT ',
      ' ARRAY',
      'STRING',
    ],
    ...["E'", "X'", "U&'", 'DATE ', 'INTERVAL ', 'CAST(a AS '],
  ],
  heads: ['', '(', "'", '/*', '`', 'a = ', 'NOT ', 'ROW<a ', 'CASE WHEN ', 'f('],
  tails: ['', ')', "'", '*/', '`', ' a', '>', ' END', '\n'],
};

const flowHead = 'apiVersion: headrace.dev/v1alpha1\nkind: Flow\nmetadata: {name: f}\nspec:\n  nodes:\n';

/** Every reader of text that somebody else wrote. A new one is added here. */
/** Asks for places all over the first document. */
function readWithPlaces(text: string): void {
  const [document] = readAsKubectl(text, bounds);
  if (!document || 'code' in document) return;
  for (let i = 0; i < 200; i++)
    for (const path of [[i], ['a', i], ['a', i * 1000, 'b'], ['a', `k${i * 1000}`, 'a']]) positionIn(document, path);
}

export const readers: Readonly<Record<string, Reader>> = {
  'YAML, one document': {
    ...yaml,
    read: (text) => {
      const found = readYaml(text, bounds);
      if ('code' in found) return;
      toData(found);
      for (let i = 0; i < 200; i++) positionOf(found, [i, 'a'], i);
    },
  },
  'YAML, several documents': {
    ...yaml,
    read: (text) => readWithPlaces(text),
  },
  JSON: {
    pieces: ['{', '}', '[', ']', ',', ':', '"a"', '"a{i}": ', '"\\u0061"', '"', '\\', '1', '-', 'null', ' ', '\n', 'x'],
    heads: ['', '{"a": ', '{"a": [', '{"a": {"b": "', '{}'],
    tails: ['', '}', ']}', '"}}'],
    known: [
      repeated('{"a": {"b": 1}},', '{"a": [', '{}]}'),
      repeated('"k{i}": {"a": 1},', '{"a": {', '"a": 1}}'),
      repeated('[', '{"a": '),
      repeated('{"a":', ''),
      repeated('{"a": 1}'),
    ],
    read: (text) => readWithPlaces(text),
  },
  'a flow': {
    ...yaml,
    read: (text) => {
      const { document, diagnostics, positionOf: at } = parseFlow(text);
      for (const name of Object.keys(document?.spec.nodes ?? {})) at(['spec', 'nodes', name]);
      if (diagnostics.length > 60) throw new Error('more diagnostics than anybody reads');
    },
    known: [repeated('    n{i}: {type: filter, from: n0}\n', flowHead), repeated('    n{i}: {type: 1}\n', flowHead)],
  },
  'an edit of a flow': {
    ...yaml,
    read: (text) => {
      if ('code' in readYaml(text, limits)) return;
      const edited = editText(text, [{ path: ['edited'], value: 'x' }]);
      if (edited !== text) documentText({ edited } as never);
    },
    known: [...yaml.known, repeated('    n{i}: {type: filter, from: n0}\n', flowHead)],
  },
  'the list of connections': { ...yaml, read: (text) => parseConnections(text) },
  'the list of connections for egress': { ...yaml, read: (text) => readConnections({ file: 'a', text }) },
  'a FlinkDeployment': { ...yaml, read: (text) => readFlinkDeployment({ file: 'a', text }) },
  'Kubernetes objects': {
    ...yaml,
    read: (text) => readWorld([{ file: 'a', text }]),
    known: [
      ...yaml.known,
      repeated('---\n{kind: Pod, metadata: {name: p{i}}}\n'),
      repeated('- {kind: Pod, metadata: {name: p{i}}}\n', 'kind: List\nitems:\n'),
    ],
  },
  'a duration': {
    ...sql,
    read: parseDuration,
    known: [repeated('1', '', 'x'), repeated('1 ms '), repeated('1', '', '!')],
  },
  'text for a terminal': {
    ...sql,
    read: (text) => {
      printable(text);
      printableJson([text], 2);
    },
    pieces: ['\u001b', '\u009b', '\u202e', '\ud800', '\u{e0041}', 'a', '\n', '\u200b', '\\'],
    known: [repeated('\u001b'), repeated('\u{e0041}')],
  },
  'an expression': {
    ...sql,
    read: (text) => {
      lex(text);
      checkExpression(text);
    },
    known: [repeated('/*'), repeated("'"), repeated('(')],
  },
  'a type': {
    ...sql,
    read: (text) => parseType(text),
    known: [repeated('ROW<a '), repeated('INT ARRAY '), repeated('`a')],
  },
  'a condition': {
    ...sql,
    read: (text) => parseCondition(text),
    known: [repeated('NOT '), repeated('a AND '), repeated('(a) OR ')],
  },
};
