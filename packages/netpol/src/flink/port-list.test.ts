import { expect, test } from 'vitest';
import { readPortList, readPortNumber } from './port-list.ts';

const range = (start: number, end = start) => ({ start, end });

test.each([
  ['1', [range(1)]],
  ['65535', [range(65_535)]],
  [' 6124 ', [range(6124)]],
  ['6124,', [range(6124)]],
  ['50100-50200', [range(50_100, 50_200)]],
  ['6124, 50100-50102', [range(6124), range(50_100, 50_102)]],
  ['0', [range(0)]],
])('reads the list %j as Flink does', (text, ranges) => expect(readPortList(text)).toEqual({ ranges }));

test.each([
  ['0-0', 'ports go from 1 to 65535, and this is 0-0'],
  ['0-6124', 'ports go from 1 to 65535, and this is 0-6124'],
  ['0,6124', 'ports go from 1 to 65535, and this is 0'],
  ['65536', 'ports go from 1 to 65535, and this is 65536'],
  ['6124, 65000-65536 ', 'ports go from 1 to 65535, and this is 65000-65536'],
  ['6124, 6130-6125 ', 'the range 6130-6125 ends before it begins'],
  ['6124-0', 'the range 6124-0 ends before it begins'],
  ['6124-6124', 'Flink takes no range of one port: 6124-6124 is written as 6124'],
  ['50100 - 50200', "'50100 - 50200' is no port"],
  ['', "'' is no port"],
  [',', "',' is no port"],
  ['6124,,', "'6124,,' is no port"],
  ['port 6124', "'port 6124' is no port"],
  ['6124/tcp', "'6124/tcp' is no port"],
  ['6124 6125', "'6124 6125' is no port"],
  ['1234567', 'ports go from 1 to 65535, and this is 1234567'],
  ['1'.repeat(10), "'1111111111' is no port"],
  ['p'.repeat(100), `'${'p'.repeat(60)}' is no port`],
])('refuses the list %j', (text, fault) => expect(readPortList(text)).toEqual({ fault }));

test.each([
  ['1', 1],
  ['65535', 65_535],
  ['+6124', 6124],
  ['0', 0],
])('reads the number %j as Flink does', (text, port) =>
  expect(readPortNumber(text)).toEqual({ ranges: [range(port)] }),
);

test.each([
  ['65536', 'ports go from 1 to 65535, and this is 65536'],
  [' 6124', "' 6124' is not one port number"],
  ['6124-6125', "'6124-6125' is not one port number"],
  ['6124,', "'6124,' is not one port number"],
  ['-1', "'-1' is not one port number"],
  ['', "'' is not one port number"],
])('refuses the number %j', (text, fault) => expect(readPortNumber(text)).toEqual({ fault }));
