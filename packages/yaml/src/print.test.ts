import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, type YAMLMap, type YAMLSeq } from 'yaml';
import { documentOf, printDocument, readYaml, toSafeYaml, toYaml } from './index.ts';

const unit = fc.constantFrom(
  'a',
  '\n',
  '\t',
  ' ',
  '"',
  '\\',
  ':',
  '#',
  '\u001b',
  '\u009b',
  '\u202e',
  '\u200b',
  '\u{e0041}',
  '\r',
  '\ufeff',
);

test('YAML that is safe to show reads as the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit, minLength: 1 }), fc.array(fc.string({ unit }))), (value) => {
      const text = toSafeYaml(value);
      expect(parse(text)).toEqual(value);
      expect(text.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
    { numRuns: 1000 },
  );
});

describe('texts that a reader takes for something else are in double quotes', () => {
  test.each([
    ...['yes', 'No', 'on', 'OFF', 'y', 'N', 'true', 'null', '~', '', '=', '<<', '.inf', '-.Inf', '.NaN'],
    ...['0', '007', '0o17', '0x1f', '0b101', '1_000', '1,000', '1e5', '.5', '1.', '+1', '12:30:45', '2024-01-01', '-'],
    ...['2001-12-14 21:59:43.10 -5', 'a\u2028b', 'a\u0085b', '\ufeff', 'a\rb', ' a', 'a \nb', '\u007f'],
  ])('%j as a value and as a key', (text) => {
    const printed = toYaml({ [text]: text });
    expect(printed).toMatch(/^(?:"(?:[^"\\]|\\.)*"|'-'): (?:"(?:[^"\\]|\\.)*"|-)\n$/);
    for (const version of ['1.1', '1.2', 'next'] as const)
      expect(parse(printed, { version })).toEqual({ [text]: text });
  });

  test('those that no reader doubts are not', () => {
    const value = { app: 'web', 'example.org/a-b': 'v1.2', sql: "region = 'EMEA'", block: '10.0.0.0/8', n: 1, t: true };
    expect(toYaml(value)).toBe(
      'app: web\nexample.org/a-b: v1.2\nsql: region = \'EMEA\'\nblock: 10.0.0.0/8\n"n": 1\nt: true\n',
    );
  });

  test('within brackets, those with a colon or a question mark too', () => {
    const document = documentOf({ a: ['x?y', 'a:b', 'c'] });
    (document.get('a') as YAMLSeq).flow = true;
    expect(printDocument(document)).toBe('a: ["x?y", "a:b", c]\n');
  });

  test('what stands in a document as somebody wrote it is left', () => {
    const yaml = readYaml('y: yes # mine\n', { characters: 100, depth: 10, of: 'a flow' });
    if ('code' in yaml) throw new Error(yaml.message);
    (yaml.document.contents as YAMLMap).items.push(yaml.document.createPair('on', 'off'));
    expect(printDocument(yaml.document)).toBe('y: yes # mine\n"on": "off"\n');
  });

  test('a value that stands twice is written twice', () => {
    const labels = { app: 'web' };
    expect(toYaml([labels, labels])).toBe('- app: web\n- app: web\n');
  });
});
