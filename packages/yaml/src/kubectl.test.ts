import { describe, expect, test } from 'vitest';
import { positionIn, readAsKubectl, readYaml } from './index.ts';
import { coreValue, kubectlValue } from './scalar.ts';

const bounds = { characters: 4_000_000, depth: 100, of: 'a Kubernetes file' };

/** Each document as data, or its fault as `line:column sentence`. */
const read = (text: string) =>
  readAsKubectl(text, bounds).map((one) => ('code' in one ? `${one.line}:${one.column} ${one.message}` : one.data));

describe('scalars without quotes', () => {
  test.each<[written: string, toKubectl: unknown, toOthers: unknown]>([
    ['yes', true, 'yes'],
    ['Off', false, 'Off'],
    ['y', true, 'y'],
    ['0120', 80, 120],
    ['08', 8, 8],
    ['0o17', 15, 15],
    ['+0o17', 15, '+0o17'],
    ['0b101', 5, '0b101'],
    ['8_443', 8443, '8_443'],
    ['0x_1F', 31, '0x_1F'],
    ['1_0.5', 10.5, '1_0.5'],
    ['.5_0', 0.5, '.5_0'],
    ['12:30:45', '12:30:45', '12:30:45'],
    ['2001-01-01', '2001-01-01', '2001-01-01'],
    ['18446744073709551615', 2 ** 64, 2 ** 64],
    ['0x1ffffffffffffffff', '0x1ffffffffffffffff', 2 ** 65],
    ['1e400', '1e400', Number.POSITIVE_INFINITY],
    ['~', null, null],
    ['', null, null],
    ['_1', '_1', '_1'],
    ['=', '=', '='],
  ])('%s is %j to kubectl and %j to a reader of YAML 1.2', (written, toKubectl, toOthers) => {
    expect(kubectlValue(written)).toBe(toKubectl);
    expect(coreValue(written)).toBe(toOthers);
  });

  test('a number of a million digits takes no longer than its length', () => {
    expect(kubectlValue(`0x${'f'.repeat(1_000_000)}`)).toMatch(/^0xf/);
    expect(kubectlValue(`0${'0'.repeat(1_000_000)}7`)).toBe(7);
  });

  test('those that readers take for different things are named with their path', () => {
    const [yaml] = readAsKubectl('a: {b: [x, yes]}\non: 1\nport: 0120\nq: "no"\n', bounds);
    expect(yaml).toMatchObject({
      differing: [
        { path: ['a', 'b', 1], isKey: false, written: 'yes', toKubectl: true, toOthers: 'yes' },
        { path: ['true'], isKey: true, written: 'on', toKubectl: true, toOthers: 'on' },
        { path: ['port'], isKey: false, written: '0120', toKubectl: 80, toOthers: 120 },
      ],
    });
    expect(readYaml('a: {y: 1}\n<<: {b: 1}\n', bounds)).toMatchObject({
      differing: [
        { path: ['a', 'y'], isKey: true, written: 'y', toKubectl: true, toOthers: 'y' },
        { path: ['<<'], isKey: true, written: '<<' },
      ],
    });
  });
});

describe('keys', () => {
  test('are the texts that kubectl makes of them', () => {
    expect(read('on: 1\n010: 2\n8080: 3\n"yes": 4\n')).toEqual([{ true: 1, 8: 2, 8080: 3, yes: 4 }]);
  });

  test.each(['~: 1', '1.5: 1', '1e3: 1', ': 1', '18446744073709551615: 1'])(
    '%s is refused: its text is not sure',
    (text) => {
      expect(read(text)).toEqual([expect.stringContaining('Readers differ in the text that this key is.')]);
    },
  );

  test('two that are one text are refused', () => {
    expect(read('1: a\n"1": b\n')).toEqual([expect.stringContaining('this key stands in its mapping already')]);
    expect(read('yes: a\ntrue: b\n')).toEqual([expect.stringContaining('this key stands in its mapping already')]);
  });
});

describe('merges', () => {
  test('the keys of the mapping that << names are keys of the mapping around it', () => {
    const text = 'base: &b {a: 1, c: 2}\nown:\n  <<: *b\n  c: 3\nlist: {<<: [{a: 1}, {a: 2, d: 4}]}\n';
    const [yaml] = readAsKubectl(text, bounds);
    if (!yaml || 'code' in yaml) throw new Error('It is not read.');
    expect(yaml.data).toEqual({ base: { a: 1, c: 2 }, own: { a: 1, c: 3 }, list: { a: 1, d: 4 } });
    expect(positionIn(yaml, ['own', 'a'])).toEqual({ line: 1, column: 14 });
  });

  test('one that would overwrite a key before it is refused, since readers differ', () => {
    expect(read('a: 1\n<<: {a: 2}\n')).toEqual([expect.stringMatching(/^2:1 This << overwrites a key before it/)]);
  });

  test.each(['<<: 1', '<<: [1]', '<<:', 'a: &a [{}]\nb: {<<: *a}'])('%s merges no mapping, and is refused', (text) => {
    expect(read(text)).toEqual([expect.stringContaining('merges (<<) mappings only')]);
  });

  test('in quotes, << is a key as any other', () => {
    expect(read('"<<": 1')).toEqual([{ '<<': 1 }]);
  });
});

describe('documents', () => {
  test('JSON objects one after the other are documents', () => {
    expect(read('{"a": 1}{"b": "\\ud83d\\ude00\\/"}\n\n{\n\t"c": 3\n}\n')).toEqual([{ a: 1 }, { b: '😀/' }, { c: 3 }]);
  });

  test('what follows one JSON object is YAML, and behind several it is refused', () => {
    expect(read('{"a": 1}\n---\nb: yes\n')).toEqual([{ a: 1 }, { b: true }]);
    expect(read('{"a": 1}\n{"b": 2}\n---\nc: 1\n')).toEqual([
      { a: 1 },
      { b: 2 },
      expect.stringMatching(/^3:1 Behind JSON objects/),
    ]);
  });

  test('a broken document leaves those before and behind it alone', () => {
    const found = read('a: 1\n---\nb: [\n---\nc: }\n---\n%x\n---\nd: 1\n');
    expect(found).toEqual([
      { a: 1 },
      expect.stringMatching(/^4:1 /),
      expect.stringMatching(/^5:4 /),
      expect.stringMatching(/^7:1 /),
      { d: 1 },
    ]);
  });

  test('lines of --- hold nothing but a comment', () => {
    expect(read('--- # first\na: 1\n--- {b: 1}\nc: 1\n---\nd: 1\n')).toEqual([
      { a: 1 },
      expect.stringMatching(/^3:1 kubectl takes nothing but a comment behind ---/),
      { d: 1 },
    ]);
  });

  test('what stands behind ... is refused, since kubectl would not read it', () => {
    expect(read('a: 1\n...\n# c\n---\nb: 1\n...\nc: 1\n')).toEqual([
      { a: 1 },
      expect.stringMatching(/^7:1 kubectl does not read what stands behind a line of \.\.\./),
    ]);
  });

  test('a line of ... that ends nothing is refused', () => {
    expect(read('# nothing\n---\n# c\n...\n---\na: 1\n')).toEqual([
      null,
      expect.stringMatching(/^4:1 kubectl takes no line of \.\.\. where nothing stands before it/),
      { a: 1 },
    ]);
  });

  test('empty documents are nothing', () => {
    expect(read('')).toEqual([]);
    expect(read('---\n---\n# c\n---\na: 1\n')).toEqual([null, null, { a: 1 }]);
  });

  test('the last line is ended, which counts in a block', () => {
    expect(read('a: |\n  b')).toEqual([{ a: 'b\n' }]);
  });
});

test.each([
  ['a line end of YAML 1.1', 'a: 1 # c\u2028b: 2\n', /^1:9 .*end of a line/],
  ['a lone carriage return', 'a: 1\rb: 2\n', /^1:5 .*end of a line/],
  ['a control character', 'a: "\u0007"\n', /^1:5 .*control character/],
  ['a tab as indentation', 'a:\n\tb: 1\n', /^2:1 .*tab/],
  ['a directive', '%YAML 1.1\n---\na: 1\n', /^1:1 .*directive/],
  ['an escape of YAML 1.2', 'a: "\\/"\n', /^1:4 .*escape/],
  ['half a character', 'a: "\\ud83d\\ude00"\n', /^1:4 .*escape/],
  ['a tag that makes a text of a number', 'a: ! 12\n', /^1:4 .*tag/],
  ['a tag of bytes', 'a: !!binary aGk=\n', /^1:13 .*tag/],
  ['a tag that does not fit', 'a: !!int yes\n', /^1:10 .*tag/],
  ['a number that no JSON has', 'a: .inf\n', /^1:4 No JSON has this number/],
  ['a question mark within brackets', 'a: [x?y]\n', /^1:5 Within brackets/],
  ['a colon at the end within brackets', '[a:]\n', /^1:2 Within brackets/],
  ['a name of an anchor with signs', '- &a.b 1\n- *a.b\n', /^1:8 .*anchors/],
])('refuses %s, as kubectl reads it differently or not at all', (_, text, said) => {
  expect(read(text)[0]).toMatch(said);
});

test('150 aliases of one small mapping are read', () => {
  const text = `- &a {x: "y"}\n${'- *a\n'.repeat(150)}`;
  expect(read(text)).toEqual([Array.from({ length: 151 }, () => ({ x: 'y' }))]);
});
