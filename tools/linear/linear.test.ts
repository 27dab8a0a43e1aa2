import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { growth, type Repeated } from './measure.ts';
import { type Reader, readers } from './readers.ts';

const fragments = ({ pieces, heads, tails }: Reader) =>
  fc.record<Repeated>({
    head: fc.constantFrom(...heads),
    fragment: fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((list) => list.join('')),
    tail: fc.constantFrom(...tails),
  });

describe.each(Object.entries(readers))('%s', (_, reader) => {
  test.each(reader.known)('takes time by the length of the text: $fragment', (repeated) => {
    expect(growth(reader.read, repeated, 2000)).toBeUndefined();
  });

  test('takes time by the length of the text, whatever is repeated in it', () => {
    fc.assert(
      fc.property(fragments(reader), (repeated) => {
        expect(growth(reader.read, repeated)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });
});

test('what takes the square of its length is told', () => {
  // Each character is compared with all others, as by a reader that looks back from each.
  const square = (text: string) => {
    let same = 0;
    for (let i = 0; i < text.length; i++) for (let j = 0; j < text.length; j++) if (text[i] === text[j]) same++;
    return void same;
  };
  const repeated = { head: '', fragment: 'a', tail: 'b' };
  expect(growth(() => undefined, repeated)).toBeUndefined();
  // Compiled by then: code that gets faster between the short and the long text grows less than it should.
  for (let i = 0; i < 20; i++) square('a'.repeat(1000));
  expect(growth(square, repeated, 1000)).toMatch(/takes .* ms for/);
});
