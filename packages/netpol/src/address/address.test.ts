import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contains, covers, isEverywhere, parseAddress, parseBlock } from './address.ts';
import { formatAddress, formatBlock } from './format.ts';

const value4 = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n });
const value6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });

test('reads back the addresses that it prints', () => {
  const address = fc.oneof(
    value4.map((value) => ({ family: 4 as const, value })),
    value6.map((value) => ({ family: 6 as const, value })),
  );
  fc.assert(
    fc.property(address, (written) => {
      expect(parseAddress(formatAddress(written))).toEqual(written);
    }),
  );
});

test('a block holds its first and last address, and no other', () => {
  fc.assert(
    fc.property(value6, fc.integer({ min: 0, max: 128 }), (value, length) => {
      const block = parseBlock(`${formatAddress({ family: 6, value })}/${length}`);
      if (!block) throw new Error('not read');
      expect(contains(block, { family: 6, value })).toBe(true);
      expect(contains(block, { family: 6, value: block.last + 1n })).toBe(false);
      expect(contains(block, { family: 4, value: block.first })).toBe(false);
      expect(parseBlock(formatBlock(block))).toEqual(block);
    }),
  );
});

test.each([
  ['::1', '::1'],
  ['2001:DB8::0:0:1', '2001:db8::1'],
  ['::ffff:10.0.0.1', '::ffff:a00:1'],
  ['fd00:0:0:1:0:0:0:1', 'fd00:0:0:1::1'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['10.1.2.3', '10.1.2.3'],
])('%s is %s', (text, formatted) => {
  const read = parseAddress(text);
  expect(read && formatAddress(read)).toBe(formatted);
});

test.each([
  '',
  '10.0.0',
  '10.0.0.256',
  '010.0.0.1',
  '1:2:3',
  '::1::',
  '1:2:3:4:5:6:7:8:9',
  '1.2.3.4::',
  '1.2.3.4::5',
  '1:1.2.3.4::5',
  'fe80::1%eth0',
  '10.0.0.1 ',
  ':::',
  '12345::',
])('%j is no address', (text) => expect(parseAddress(text)).toBeUndefined());
test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/8/8', '::/129', '10.0.0.0/08', '/8'])(
  '%j is no block',
  (text) => expect(parseBlock(text)).toBeUndefined(),
);

test('blocks in blocks, and everywhere', () => {
  const block = (text: string) => parseBlock(text) as NonNullable<ReturnType<typeof parseBlock>>;
  expect(covers(block('10.0.0.0/8'), block('10.2.0.0/16'))).toBe(true);
  expect(covers(block('10.2.0.0/16'), block('10.0.0.0/8'))).toBe(false);
  expect(['0.0.0.0/0', '::/0', '0.0.0.0/1', '10.9.9.9/0'].map((t) => isEverywhere(block(t)))).toEqual([
    true,
    true,
    false,
    true,
  ]);
});
