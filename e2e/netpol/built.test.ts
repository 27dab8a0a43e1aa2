import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { expect, inject, test } from 'vitest';
import { openData } from '../../apps/cli/src/up/data.ts';
import { built } from '../support/go.ts';

test.each(['oracle', 'analyzer'] as const)(
  'npm start takes the data folder of a clone in which the tests ran first: %s',
  (name) => {
    const [first = ''] = relative(dirname(built), inject(name)).split(sep);
    const folder = mkdtempSync(join(tmpdir(), 'headrace-built-'));
    mkdirSync(join(folder, first));
    expect(() => openData(folder)).not.toThrow();
    rmSync(folder, { recursive: true });
  },
);
