import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { positionOf, readAsKubectl, readYaml, toData } from './index.ts';

const bounds = { characters: 4_000_000, depth: 100, of: 'a flow' };
const read = (text: string) => {
  const yaml = readYaml(text, bounds);
  return 'code' in yaml ? yaml : { data: toData(yaml) };
};
const at = (text: string) => {
  const yaml = readYaml(text, bounds);
  return 'code' in yaml ? `${yaml.line}:${yaml.column} ${yaml.code}` : 'read';
};

describe('aliases', () => {
  test.each([
    ['many of one small mapping', `- &a {x: 1}\n${'- *a\n'.repeat(5000)}`],
    ['many anchors, each used once', Array.from({ length: 5000 }, (_, i) => `- &a${i} 1\n- *a${i}\n`).join('')],
    ['of a value of 100 kB, used ten times', `- &a ${'x'.repeat(100_000)}\n${'- *a\n'.repeat(9)}`],
  ])('reads %s', (_, text) => {
    expect(at(text)).toBe('read');
  });

  test.each([
    [
      'exponential',
      Array.from({ length: 30 }, (_, i) => `- &a${i + 1} [${i ? `*a${i}, *a${i}` : 'x'}]`).join('\n'),
      /^\d\d:\d+ /,
    ],
    ['quadratic in characters', `- &a ${'x'.repeat(50_000)}\n${'- *a\n'.repeat(10_000)}`, /^2\d:3 /],
    ['quadratic in nodes', `- &a [${'x,'.repeat(5000)}]\n${'- *a\n'.repeat(5000)}`, /^6\d:3 /],
    ['over several documents', `- &a [${'x,'.repeat(5000)}]\n${'- *a\n'.repeat(50)}---\n`.repeat(10), /^\d+:3 /],
  ])('refuses a bomb that is %s, at the alias that goes too far', (_, text, place) => {
    const found = readAsKubectl(text, bounds).find((one) => 'code' in one);
    if (!found || !('code' in found)) throw new Error('It is read.');
    expect(`${found.line}:${found.column} ${found.code}`).toMatch(place);
    expect(found).toMatchObject({
      code: 'document/aliases',
      message: expect.stringMatching(/^Aliases \(\*name\) multiply the file beyond reason: with this one /),
    });
  });

  test('an alias inside the value that it names is refused where it stands', () => {
    expect(at('a: 1\nb: &b\n  - x\n  - *b\n')).toBe('4:5 document/syntax');
  });

  test('aliases may not nest deeper than the file itself may', () => {
    expect(at(`- &a0 [x]\n${Array.from({ length: 120 }, (_, i) => `- &a${i + 1} [*a${i}]\n`).join('')}`)).toBe(
      '100:9 document/too-deep',
    );
  });

  test('an alias is the last value of its name that began before it', () => {
    const text = '- &a {x: &a 1, y: *a}\n- *a\n- &a 2\n- *a\n- ? *a\n  : k\n';
    expect(read(text)).toEqual({ data: parseDocument(text).toJS() });
  });
});

describe('keys', () => {
  test('a key that is a list or a mapping is refused, since no reader here knows any', () => {
    expect(at('a: 1\n? [b]\n: 1\n')).toBe('2:3 document/syntax');
    expect(at('- &a [b]\n- ? *a\n  : 1\n')).toBe('2:5 document/syntax');
  });

  test('a place is found by a key that is an alias', () => {
    const yaml = readYaml('- &a key\n- *a : 1\n', bounds);
    if ('code' in yaml) throw new Error(yaml.message);
    expect(positionOf(yaml, [1, 'key'])).toEqual({ line: 2, column: 8 });
  });
});

describe('documents', () => {
  test('a second document is named where it begins', () => {
    expect(readYaml('a: 1\n---\nb: 1\n', bounds)).toMatchObject({
      code: 'document/syntax',
      message: 'The file holds multiple documents: a line of --- begins another here, and a flow is one.',
      line: 2,
    });
  });

  test.each(['%TAG !a! x\n'.repeat(11), `%TAG !a! ${'x'.repeat(2000)}\n`])(
    'too many or too long directives are refused',
    (head) => {
      expect(at(`${head}--- a\n`)).toMatch(/^\d+:1 document\/syntax$/);
    },
  );

  test('a directive for YAML 1.1 changes no values', () => {
    expect(read('%YAML 1.1\n---\n[yes, 1_0, 1:2, 2020-01-01, <<, 010]\n')).toEqual({
      data: ['yes', '1_0', '1:2', '2020-01-01', '<<', 10],
    });
  });
});

const piece = fc.constantFrom(
  ...[
    '\n',
    ' ',
    '  ',
    '- ',
    'a',
    'a: ',
    'b: ',
    '"',
    "'",
    '#',
    '# c',
    '&a ',
    '*a',
    '!!str ',
    '|',
    '>',
    '[',
    ']',
    '{',
    '}',
  ],
  ...[',', '? ', ': ', '---', '...', '\t', '1', '~', '"a"', "'b'", '[]', '{}', '\n- ', '\n  ', 'true', '1.5'],
);

test('reads what the YAML library reads, and refuses what it refuses', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      const library = parseDocument(text, { logLevel: 'error', resolveKnownTags: false });
      const found = readYaml(text, bounds);
      if (library.errors.length > 0) expect(found).toHaveProperty('code');
      else if (!('code' in found)) {
        compared++;
        expect(toData(found)).toEqual(library.toJS());
        expect(found.document.toString()).toBe(library.toString());
      } else if (!/its mapping already|a key is a text|is an alias/.test(found.message)) throw new Error(found.message);
    }),
    { numRuns: 5000 },
  );
  expect(compared).toBeGreaterThan(500);
});
