import { type Examples, faultsOfCode } from '@headrace/diagnostics/testing';
import { expect, test } from 'vitest';
import { connectionCodes } from './codes.ts';
import { parseConnections } from './file.ts';

type Code = keyof typeof connectionCodes;

/** An example of each code that this package reports. */
const examples: Examples<Code> = {
  'connections/invalid': () => {
    const found = parseConnections('- name: a');
    return 'code' in found ? [found] : [];
  },
};

test.each(Object.keys(connectionCodes) as Code[])('%s', (code) => {
  expect(faultsOfCode(connectionCodes, code, examples)).toEqual([]);
});
