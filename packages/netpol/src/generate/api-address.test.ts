import { expect, test } from 'vitest';
import { formatAddress } from '../address/format.ts';
import { parseApiAddress } from './api-address.ts';

test.each([
  ['10.96.0.1', '10.96.0.1', undefined],
  ['192.168.1.10:16443', '192.168.1.10', 16_443],
  ['10.96.0.1:1', '10.96.0.1', 1],
  ['10.96.0.1:65535', '10.96.0.1', 65_535],
  ['fd00::1', 'fd00::1', undefined],
  ['[fd00::1]:16443', 'fd00::1', 16_443],
])('%s is an address of an API server', (text, address, port) => {
  const read = parseApiAddress(text);
  expect(read && { address: formatAddress(read.address), port: read.port }).toEqual({ address, port });
});

test.each([
  '',
  'api.example.com',
  'api.example.com:6443',
  'https://10.96.0.1:6443',
  '10.96.0.1:',
  '10.96.0.1:0',
  '10.96.0.1:65536',
  '10.96.0.1:6443x',
  '[fd00::1',
  '[10.96.0.1]:6443',
  '10.96.0.1/32',
  '::ffff:10.96.0.1',
  '[::ffff:10.96.0.1]:6443',
])('rejects %j', (text) => expect(parseApiAddress(text)).toBeUndefined());
