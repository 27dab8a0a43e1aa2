import { expect, test } from 'vitest';
import { readPortList } from './port-list.ts';

test.each([
  ['1', [{ start: 1, end: 1 }]],
  ['65535', [{ start: 65_535, end: 65_535 }]],
  [' 50100 - 50200 ', [{ start: 50_100, end: 50_200 }]],
  ['6124-6124', [{ start: 6124, end: 6124 }]],
  [
    '6124, 50100-50102',
    [
      { start: 6124, end: 6124 },
      { start: 50_100, end: 50_102 },
    ],
  ],
])('%j is ports as Flink takes them', (text, ranges) => expect(readPortList(text)).toEqual({ ranges }));

test.each([
  ['0', '0 means any free port, which no policy can open'],
  ['0-0', '0 means any free port, which no policy can open'],
  ['0-6124', 'ports go from 1 to 65535, and this is 0-6124'],
  ['65536', 'ports go from 1 to 65535, and this is 65536'],
  ['6124, 65000-65536 ', 'ports go from 1 to 65535, and this is 65000-65536'],
  ['6124, 6130-6125 ', 'the range 6130-6125 ends before it begins'],
  ['6124-0', 'the range 6124-0 ends before it begins'],
  ['', "'' is no port"],
  ['6124,', "'6124,' is no port"],
  ['port 6124', "'port 6124' is no port"],
  ['6124/tcp', "'6124/tcp' is no port"],
  ['6124 6125', "'6124 6125' is no port"],
  ['1234567', "'1234567' is no port"],
  ['p'.repeat(100), `'${'p'.repeat(60)}' is no port`],
])('%j is refused with what is wrong with it', (text, fault) => expect(readPortList(text)).toEqual({ fault }));
