import { expect, test } from 'vitest';
import { contains, formatAddress, parseBlock } from '../index.ts';
import { openTo, policy, rulesOf, web, world } from '../testing/shop.ts';
import { blocksIn } from './outside-blocks.ts';

const ingress = (...rules: string[]) => blocksIn(world(web, openTo(...rules)), 'Ingress');
const addressOf = ({ end }: ReturnType<typeof ingress>[number]) =>
  'address' in end ? formatAddress(end.address) : expect.fail('a block is its address');

test('each block that rules name is there once, with the ports of all of them', () => {
  const blocks = ingress(rulesOf(443, '10.0.0.0/8'), rulesOf(80, '10.0.0.0/8', '192.168.0.0/16'));
  expect(blocks.map(({ title, ports }) => [title, ports.map(({ port }) => port)])).toEqual([
    ['10.0.0.0/8', [443, 80]],
    ['192.168.0.0/16', [80]],
  ]);
});

test('all addresses of a family are nobody in particular, but with exceptions they are', () => {
  const blocks = ingress(rulesOf(443, '0.0.0.0/0', '"::/0"'), rulesOf(80, '0.0.0.0/0, except: [10.0.0.0/8]'));
  expect(blocks.map(({ title }) => title)).toEqual(['0.0.0.0/0 but 10.0.0.0/8']);
});

test('blocks of one direction only', () => {
  const compiled = world(
    web,
    policy(
      'both',
      '{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}], egress: [{to: [{ipBlock: {cidr: 11.0.0.0/8}}]}]}',
    ),
  );
  expect(blocksIn(compiled, 'Ingress').map((b) => b.title)).toEqual(['10.0.0.0/8']);
  expect(blocksIn(compiled, 'Egress').map((b) => b.title)).toEqual(['11.0.0.0/8']);
});

// What stands for a block must have no more than the block: an address of a smaller block within it has.
test.each([
  ['the first address where no other rule names a part', [rulesOf(1, '10.0.0.0/8')], '10.0.0.0/8', '10.0.0.0'],
  [
    'an address behind a smaller block at its beginning',
    [rulesOf(1, '10.0.0.0/8'), rulesOf(2, '10.0.0.0/16')],
    '10.0.0.0/8',
    '10.1.0.0',
  ],
  [
    'an address that is no exception',
    [rulesOf(1, '10.0.0.0/8, except: [10.0.0.0/9]')],
    '10.0.0.0/8 but 10.0.0.0/9',
    '10.128.0.0',
  ],
  [
    'the one that the fewest rules name, where each is named',
    [rulesOf(1, '10.0.0.0/30'), rulesOf(2, '10.0.0.0/31'), rulesOf(3, '10.0.0.2/31'), rulesOf(4, '10.0.0.0/31')],
    '10.0.0.0/30',
    '10.0.0.2',
  ],
  ['the first address of IPv6', [rulesOf(1, '"fd00::/8"')], 'fd00::/8', 'fd00::'],
])('stands for a block: %s', (_, rules, title, address) => {
  const block = ingress(...rules).find((one) => one.title === title) ?? expect.fail(`there is no ${title}`);
  expect(addressOf(block)).toBe(address);
});

test('is in its block, and in none of the exceptions, whatever other rules name', () => {
  const cidrs = ['10.0.0.0/8', '10.0.0.0/9', '10.64.0.0/10', '10.128.0.0/16', '255.255.255.255/32', '0.0.0.0/1'];
  for (const block of ingress(...cidrs.map((cidr, i) => rulesOf(i + 1, cidr)))) {
    if (!('address' in block.end)) continue;
    expect(contains(parseBlock(block.title) ?? expect.fail(), block.end.address), block.title).toBe(true);
  }
});

test('leaves out a block that its exceptions use up', () => {
  expect(ingress(rulesOf(1, '10.0.0.0/8, except: [10.0.0.0/9, 10.128.0.0/9]'))).toEqual([]);
});
