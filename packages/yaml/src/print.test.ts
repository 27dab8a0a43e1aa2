import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toSafeYaml } from './index.ts';

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
