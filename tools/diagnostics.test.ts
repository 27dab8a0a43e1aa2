import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverCodes } from '@headrace/api/codes';
import { failureCodes } from '@headrace/flink/codes';
import { flowCodes } from '@headrace/flow/codes';
import { nodeCodes } from '@headrace/nodes/codes';
import { expect, test } from 'vitest';
import { commandCodes } from '../apps/cli/src/codes.ts';
import { compilerCodes } from '../apps/ui/src/compile/codes.ts';
import { root } from './run.ts';

const packages = { flowCodes, nodeCodes, serverCodes, failureCodes, commandCodes, compilerCodes };

test('no code is declared twice', () => {
  const codes = Object.values(packages).flatMap((kinds) => Object.keys(kinds));
  expect(codes.length).toBeGreaterThan(130);
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});

/** Their areas need a server, a browser or a terminal, so that no table of examples can make them; a test of the area names them. */
const elsewhere = {
  ...serverCodes,
  ...commandCodes,
  ...compilerCodes,
};

test('every code that has no example is expected by a test', () => {
  const tests = globSync('{apps,e2e}/**/*.test.{ts,tsx}', { cwd: root, exclude: (name) => name === 'node_modules' })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  expect(Object.keys(elsewhere).filter((code) => !tests.includes(code))).toEqual([]);
});
