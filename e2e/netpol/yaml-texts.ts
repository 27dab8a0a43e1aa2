import fc, { type Arbitrary } from 'fast-check';

/** Pieces of which plain scalars are made that somebody takes for a number, a boolean, a date or nothing. */
const scalarPieces = [
  ...'0123456789abcdefxobABXOyYnNeE_+-.:TZ tf~',
  ...[
    'yes',
    'no',
    'on',
    'Off',
    'TRUE',
    'null',
    '0x',
    '0b',
    '0o',
    '.inf',
    '.nan',
    '1_0',
    '12:30',
    '2001-01-01',
    'e5',
    '00',
  ],
  ...['<<', '=', '18446744073709551615', '9223372036854775808', 'é', '0120', '8_443', '0b101', '60:00:00'],
];

/** Where a scalar may stand. */
const places: readonly ((scalar: string) => string)[] = [
  (s) => `v: ${s}`,
  (s) => `${s}: v`,
  (s) => `- ${s}`,
  (s) => `[${s}]`,
  (s) => `{a: ${s}, b: [${s}]}`,
  (s) => `{${s}: 1}`,
  (s) => `{"a": ${s}}`,
  (s) => `? ${s}\n: ${s}`,
  (s) => `v: !!str ${s}`,
  (s) => `v: ${s} # c`,
];

/** A scalar in some place. */
export const scalars: Arbitrary<string> = fc
  .tuple(fc.array(fc.constantFrom(...scalarPieces), { maxLength: 6 }), fc.constantFrom(...places))
  .map(([pieces, place]) => place(pieces.join('')));

/** What YAML is made of, in any order. */
const pieces = [
  ...[
    '\n',
    '\n',
    '\n',
    '\n  ',
    '\n  ',
    ' ',
    '  ',
    '\r\n',
    '\t',
    '- ',
    '\n- ',
    'a',
    'a: ',
    'b: ',
    '? ',
    ': ',
    ':',
    '?',
    '-',
  ],
  ...[
    '"',
    "'",
    '"a"',
    "'b'",
    '"k": ',
    '#',
    ' # c',
    '&a ',
    '*a',
    '*a ',
    '*a : ',
    '&b',
    '<<: ',
    '<<',
    '!!str ',
    '!!int ',
    '! ',
  ],
  ...[
    '|',
    '>',
    '|-\n',
    '|+\n ',
    '>-\n  ',
    '|2',
    '>1-',
    '[',
    ']',
    '{',
    '}',
    ',',
    ', ',
    '[]',
    '{}',
    '---',
    '\n---\n',
    '...',
  ],
  ...[
    '\n...\n',
    '%YAML 1.1\n',
    '1',
    '~',
    'true',
    '1.5',
    'yes',
    '010',
    '0x1F',
    '\\',
    '\\n',
    '\\/',
    '\\u0041',
    '\\ud83d',
    '%',
  ],
  ...[
    '@',
    '`',
    'é',
    '\u0085',
    '\u2028',
    '\u00a0',
    '\ufeff',
    '\u0001',
    '=',
    'x?y',
    'k#v',
    '_',
    '{"a": 1}',
    '\n{"b": 2}',
  ],
];

export const soup: Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 16 })
  .map((found) => found.join(''));

/** A value of a document, and how it is written. */
interface Written {
  readonly kind: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'alias' | 'list' | 'mapping';
  readonly text: string;
  readonly name: string;
  readonly entries: readonly (readonly [key: string, value: Written])[];
  readonly inBrackets: boolean;
  readonly anchor: string | undefined;
  readonly comment: string;
}

const names = ['a', 'b', 'c'];
const texts = [
  ...[
    'a',
    'a b',
    'yes',
    '010',
    '1_0',
    '1.5',
    '',
    '~',
    'it: is',
    'x # y',
    '- a',
    'a\nb',
    'a\n\nb\n',
    ' a',
    'a ',
    '\ta',
    '{',
    '"',
    "'",
  ],
  ...[
    'a\\b',
    'é',
    '#',
    '!',
    '&a',
    '*a',
    '%',
    '@',
    '|',
    '>',
    '1e3',
    'null',
    'a\n  b\nc\n',
    '\n',
    '\n\na',
    'a\n\n',
    'x?y',
    ':a',
    'a:',
  ],
];
const keys = [
  'k',
  'app',
  'x y',
  'on',
  '8080',
  '"q"',
  "'s'",
  'x/y',
  'x.y',
  '<<',
  '010',
  'y',
  '0x1F',
  '-k',
  '"yes"',
  'k2',
  'k3',
  'k4',
];

const scalarKinds = ['plain', 'plain', 'plain', 'single', 'double', 'literal', 'folded', 'alias'] as const;

const nodeOf = (kinds: readonly Written['kind'][], entries: Arbitrary<Written['entries']>): Arbitrary<Written> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    text: fc.constantFrom(...texts),
    name: fc.constantFrom(...names),
    entries,
    inBrackets: fc.boolean(),
    anchor: fc.option(fc.constantFrom(...names), { nil: undefined, freq: 4 }),
    comment: fc.constantFrom('', '', '', ' # c', '  '),
  });

const { node } = fc.letrec<{ node: Written }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    nodeOf(scalarKinds, fc.constant([])),
    nodeOf(['list', 'mapping', 'mapping'], entriesOf(tie('node'))),
  ),
}));

function entriesOf(value: Arbitrary<Written>): Arbitrary<Written['entries']> {
  return fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 4 });
}

/** A document with aliases, merges, comments and scalars of every style. */
export const documents: Arbitrary<string> = fc
  .tuple(nodeOf(['mapping'], entriesOf(node)), fc.constantFrom('\n', '\n', '\n', '\r\n'))
  .map(([root, lineEnd]) => blockOf(root, 0).replace(/^\n/, '').replaceAll('\n', lineEnd));

/** What stands behind `key:` or `-`, with the blank or the line end before it. */
function after(written: Written, indent: number, brackets: boolean): string {
  const { kind, text, name, inBrackets, comment } = written;
  const anchor = written.anchor === undefined || kind === 'alias' ? '' : ` &${written.anchor}`;
  const pad = `\n${' '.repeat(indent + 2)}`;
  const tail = brackets ? '' : comment;
  if (kind === 'alias') return ` *${name}${brackets ? ' ' : tail}`;
  if (kind === 'list' || kind === 'mapping') {
    if (!brackets && !inBrackets) return `${anchor}${tail}${blockOf(written, indent + 2)}`;
    const [open, close] = kind === 'list' ? '[]' : '{}';
    const inside = written.entries.map(
      ([key, value]) => `${kind === 'list' ? '' : `${key}:`}${after(value, indent, true)}`,
    );
    return `${anchor} ${open}${inside.join(',')}${close}${tail}`;
  }
  if (kind === 'plain') return `${anchor} ${text.replaceAll('\n', pad)}${tail}`;
  if (kind === 'single') return `${anchor} '${text.replaceAll("'", "''").replaceAll('\n', `\n${pad}`)}'${tail}`;
  if (kind === 'double' || brackets) return `${anchor} ${JSON.stringify(text)}${tail}`;
  const chomp = text.endsWith('\n\n') ? '+' : text.endsWith('\n') ? '' : '-';
  return `${anchor} ${kind === 'literal' ? '|' : '>'}${chomp}${tail}${pad}${text.trimEnd().replaceAll('\n', pad)}`;
}

function blockOf({ kind, entries }: Written, indent: number): string {
  const pad = `\n${' '.repeat(indent)}`;
  if (entries.length === 0) return kind === 'list' ? `${pad}[]` : `${pad}{}`;
  return entries
    .map(([key, value]) => `${pad}${kind === 'list' ? '-' : `${key}:`}${after(value, indent, false)}`)
    .join('');
}

const separators = [
  '\n---\n',
  '\n---\n',
  '\n---\n',
  '\n--- # c\n',
  '\n...\n---\n',
  '\n',
  '---\n',
  '\r\n---\r\n',
  '',
  ' ',
  '\n---',
  '\n\n---\n\n',
];

/** Several documents, or JSON values one after the other. */
export const streams: Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...separators),
      fc.oneof(documents, fc.tuple(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(0, 2, '\t')).map(asJson), scalars),
    ),
    { maxLength: 4 },
  )
  .map((parts) =>
    parts.map(([separator, text], i) => (i === 0 && separator !== '---\n' ? text : separator + text)).join(''),
  );

function asJson([json, indent]: readonly [unknown, number | string]): string {
  return JSON.stringify(
    typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { a: json },
    null,
    indent,
  );
}

const jsonScalars = [
  ...['1', '-0', '0.10', '1e3', '1E-2', '9007199254740993', '18446744073709551616', '01', '.5', '1.', '+1', 'NaN'],
  ...['true', 'false', 'null', 'yes', 'truE', '"a"', '"010"', '"a\\/b"', '"\\u0041"', '"\\u003c\\u0026"'],
  ...[
    '"\\ud83d\\ude00"',
    '"\\ud83d"',
    '"\\ude00x"',
    '"\\x41"',
    '"\\u12"',
    '"\t"',
    '"\u2028"',
    '"\u007f"',
    '"é"',
    "'a'",
  ],
];
const jsonKeys = [
  '"a"',
  '"b"',
  '"c"',
  '"\\u0061"',
  '"k:{\\"b\\":1}"',
  '"__proto__"',
  '""',
  '"x\\u003ey"',
  'a',
  '"\\ud800"',
];
const jsonBlanks = ['', '', '', ' ', '\n', '\t', '\r\n', '\u00a0', ' # c\n'];

const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    usually(jsonScalars),
    fc
      .tuple(fc.array(tie('json'), { maxLength: 3 }), usually(jsonBlanks))
      .map(([all, blank]) => `[${blank}${all.join(`,${blank}`)}${blank}]`),
    fc
      .tuple(fc.array(fc.tuple(usually(jsonKeys), tie('json')), { maxLength: 4 }), usually(jsonBlanks))
      .map(
        ([all, blank]) => `{${blank}${all.map(([key, value]) => `${key}:${blank}${value}`).join(`,${blank}`)}${blank}}`,
      ),
  ),
}));

/** Mostly one of the first half. */
function usually(all: readonly string[]): Arbitrary<string> {
  const half = all.slice(0, Math.ceil(all.length / 2));
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...half) },
    { weight: 1, arbitrary: fc.constantFrom(...all) },
  );
}

/** JSON objects as programs write them, one or several, and what is no JSON by little. */
export const jsonTexts: Arbitrary<string> = fc
  .array(fc.tuple(json, usually(['', '\n', ' ', '\n---\n', ',', '}'])), { minLength: 1, maxLength: 3 })
  .map((all) => all.map(([value, behind]) => `{"v": ${value}}${behind}`).join(''));

/** Aliases in number: of few nodes and of many, and of aliases. The reader of Go counts what it decodes. */
export const aliases: Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 120 }),
  )
  .map(
    ([nodes, once, twice, own]) =>
      `a: &a [${'x,'.repeat(nodes)}]\nb: &b [${'*a,'.repeat(twice)}]\nc: [${'*a,'.repeat(once)}]\nd: [${'*b,'.repeat(own)}]\n`,
  );

const printedPieces = [
  ...scalarPieces,
  ...texts,
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u0007',
  '\u007f',
  '\r',
  '\n',
  '\t',
  ' ',
  '😀',
  '"',
  "'",
  '\\',
];

/** A text that has to be printed: one that somebody takes for something else, or that holds what YAML is made of. */
export const printedText: Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...printedPieces), { maxLength: 5 }).map((found) => found.join('')),
  fc.constantFrom(
    ...texts,
    'yes',
    'on',
    'y',
    '1_000',
    '0b101',
    '007',
    '1e5',
    '.5',
    '12:30:45',
    '2024-01-01',
    '0o17',
    'null',
  ),
);

/** Values to print. */
export const values: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    printedText,
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(printedText, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** A scalar as people write one, in quotes or not. */
const written: Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'yes',
    'on',
    'y',
    'no',
    'true',
    'null',
    '~',
    '',
    '0120',
    '8_443',
    '0b101',
    '0x50',
    '1.5',
    '80.0',
    '1e2',
    '.5',
  ),
  fc.constantFrom(
    '12:30',
    '2024-01-01',
    '080',
    '70000',
    '-1',
    '0',
    'http',
    'TCP',
    '10.0.0.0/8',
    'a',
    '"yes"',
    "'80'",
    '"80"',
  ),
  fc.array(fc.constantFrom(...scalarPieces), { minLength: 1, maxLength: 4 }).map((found) => found.join('')),
);

/** A policy in which a few scalars are none that the API server's types expect there. */
export const policies: Arbitrary<string> = fc
  .array(fc.tuple(fc.nat({ max: 9 }), written), { minLength: 1, maxLength: 3 })
  .map((changed) => {
    const usual = ['p', 'shop', 'a', 'app', 'web', 'x', 'Ingress', '10.0.0.0/8', '80', '90'];
    for (const [place, text] of changed) usual[place] = text;
    const [name, namespace, label, key, value, one, type, cidr, port, endPort] = usual;
    return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    l: ${label}
spec:
  podSelector:
    matchLabels:
      ${key}: ${value}
    matchExpressions:
    - key: k
      operator: In
      values:
      - ${one}
  policyTypes:
  - ${type}
  ingress:
  - from:
    - ipBlock:
        cidr: ${cidr}
    ports:
    - port: ${port}
      endPort: ${endPort}
`;
  });
