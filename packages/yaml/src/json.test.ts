import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionIn, readAsKubectl } from './index.ts';
import { readJson } from './json.ts';
import { Places } from './places.ts';

const bounds = { characters: 4_000_000, depth: 100, of: 'a Kubernetes file' };

/** The value that begins the text, with what stands behind it; nothing where it is refused or no JSON. */
const begins = (text: string, depth = 100) => {
  const json = readJson(text, 0, depth, new Places());
  return json && { data: json.data, rest: text.slice(json.end) };
};

const asParsed = (text: string): unknown => {
  try {
    return { data: JSON.parse(text) };
  } catch {
    return 'no JSON';
  }
};

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"a"',
  '"\\u0061"',
  '"\\n\\/\\ud83d\\ude00"',
  '"',
  '\\',
  '\\u12',
  '\u0007',
  ' ',
  '\n',
];
const scalars = [
  '0',
  '-0',
  '01',
  '1.5e-3',
  '1.',
  '.5',
  '+1',
  '-',
  'true',
  'truth',
  'null',
  'NaN',
  '\u00a0',
  '"__proto__":1',
];

describe('a value of JSON', () => {
  test('is what JSON.parse makes of it, however it is written', () => {
    const written = fc
      .tuple(fc.jsonValue(), fc.constantFrom(0, 1, '\t', '\r\n'))
      .map(([value, indent]) =>
        JSON.stringify(value, null, indent === '\r\n' ? 2 : indent).replaceAll('\n', indent === '\r\n' ? '\r\n' : '\n'),
      );
    fc.assert(
      fc.property(written, (text) => {
        expect(begins(text)).toEqual({ data: JSON.parse(text), rest: '' });
      }),
      { numRuns: 2000 },
    );
  });

  test('is none where JSON.parse takes none', () => {
    const found = { json: 0 };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...scalars), { maxLength: 9 }), (parts) => {
        const text = parts.join('').trimStart();
        const json = begins(text);
        const isWhole = json !== undefined && /^[ \t\r\n]*$/.test(json.rest);
        if (isWhole) found.json++;
        expect(isWhole ? { data: json.data } : 'no JSON').toEqual(asParsed(text));
      }),
      { numRuns: 20_000, seed: 1 },
    );
    expect(found.json).toBeGreaterThan(500);
  });

  test('has no half of a character, as to Go', () => {
    expect(begins('["\\ud800", "\\ud83d\\ude00"]')?.data).toEqual(['\ufffd', '😀']);
  });

  test('ends where it ends, whatever follows', () => {
    expect(begins('{"a": [1, {}]} {"b": 2}')).toEqual({ data: { a: [1, {}] }, rest: ' {"b": 2}' });
    expect(begins('[]]')).toEqual({ data: [], rest: ']' });
    expect(begins('12 ')).toEqual({ data: 12, rest: ' ' });
  });

  test('may have any name of JavaScript as a key', () => {
    const text = '{"__proto__": {"a": 1}, "constructor": 2, "hasOwnProperty": 3}';
    const [document] = readAsKubectl(text, bounds);
    if (!document || 'code' in document) throw new Error('It is not read.');
    expect(JSON.stringify(document.data)).toBe('{"__proto__":{"a":1},"constructor":2,"hasOwnProperty":3}');
    expect(positionIn(document, ['__proto__', 'a'])).toEqual({ line: 1, column: 21 });
  });
});

describe('refuses', () => {
  const faults = (text: string, depth = 100) =>
    readAsKubectl(text, { ...bounds, depth }).map((one) =>
      'code' in one ? `${one.line}:${one.column} ${one.code}` : 'read',
    );

  test('a key that stands twice in its object, where it stands again, and reads what follows', () => {
    expect(faults('{"a": 1}\n{"b": [{"a": 1,\n "\\u0061": 2}]}\n{"c": 3}')).toEqual([
      'read',
      '3:2 document/syntax',
      'read',
    ]);
  });

  test('collections that nest too deep, at the first one, and reads what follows', () => {
    expect(faults('{"a": [[[]]]}{"a": [[[[1, "]"]]]]}{"a": 1}', 4)).toEqual(['read', '1:24 document/too-deep', 'read']);
  });

  test('collections that nest deeper than a program can call itself', () => {
    expect(faults(`{"a": ${'['.repeat(500_000)}${']'.repeat(500_000)}}`)).toEqual(['1:107 document/too-deep']);
    expect(faults(`{"a": ${'['.repeat(500_000)}`)).toEqual(['1:107 document/too-deep']);
  });
});

test('each value has its place: a single value its own, a collection that of its key', () => {
  const text = '{\n  "metadata": {"labels": {"a\\"b": "c"}, "name": null},\n  "items": [ 1, {"x": true}\n, []]}';
  const [document] = readAsKubectl(text, bounds);
  if (!document || 'code' in document) throw new Error('It is not read.');
  const at = (...path: (string | number)[]) => {
    const { line, column } = positionIn(document, path);
    return `${line}:${column}`;
  };
  expect(at()).toBe('1:1');
  expect(at('metadata')).toBe('2:3');
  expect(at('metadata', 'labels', 'a"b')).toBe('2:35');
  expect(at('metadata', 'name')).toBe('2:49');
  expect(at('items', 0)).toBe('3:14');
  expect(at('items', 1)).toBe('3:17');
  expect(at('items', '1', 'x')).toBe('3:23');
  expect(at('items', 2)).toBe('4:3');
  // The deepest that is there.
  expect(at('items', 1, 'y', 'z')).toBe('3:17');
  expect(at('items', 3)).toBe('3:3');
  expect(at('metadata', 'name', 'x')).toBe('2:49');
  expect(at('items', 'x')).toBe('3:3');
});

test('the same text has the same places as JSON and as YAML', () => {
  const long = fc.array(fc.dictionary(fc.string({ maxLength: 3 }), fc.nat(9), { maxKeys: 40 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      fc.oneof(fc.jsonValue({ noUnicodeString: true } as never), long),
      fc.constantFrom(0, 2),
      (value, indent) => {
        const json = JSON.stringify({ value }, null, indent);
        const [asJson, asYaml] = [json, `---\n${json}`].map((text) => readAsKubectl(text, bounds)[0]);
        if (!asJson || 'code' in asJson) throw new Error('It is not read.');
        // Some escapes of JSON are none of YAML 1.1.
        if (!asYaml || 'code' in asYaml) return;
        for (const path of pathsOf({ value }))
          expect({ path, ...positionIn(asYaml, path) }).toEqual({
            path,
            ...positionIn(asJson, path),
            line: positionIn(asJson, path).line + 1,
          });
      },
    ),
  );
});

function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    path,
    ...inside.flatMap(([key, inner]) => pathsOf(inner, [...path, Array.isArray(value) ? Number(key) : key])),
  ];
}
