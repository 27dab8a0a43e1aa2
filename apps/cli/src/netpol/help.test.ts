import { expect, test } from 'vitest';
import { createProgram } from '../program.ts';
import { runNetpol } from './testing/run.ts';

const commands = createProgram().commands.find((c) => c.name() === 'netpol')?.commands ?? [];

test('there are commands', () => {
  expect(commands.length).toBeGreaterThan(7);
});

test.each(commands.map((c) => c.name()))(
  'headrace netpol %s --help has examples with options that there are, and exit codes',
  (name) => {
    const { code, out, err } = runNetpol([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const exit of ['0', '1', '2']) expect(out).toMatch(new RegExp(`^  ${exit}  \\S`, 'm'));
    const examples = [...out.matchAll(new RegExp(`headrace netpol (${name} .*)$`, 'gm'))].map(([, line = '']) => line);
    expect(examples.length).toBeGreaterThan(0);
    const known = commands.find((c) => c.name() === name)?.options.flatMap((o) => [o.short, o.long]) ?? [];
    const used = examples.flatMap((line) =>
      [...line.replace(/ \|.*/, '').matchAll(/ (--?[a-zA-Z][\w-]*)/g)].map(([, flag]) => flag),
    );
    expect(used.filter((flag) => !known.includes(flag))).toEqual([]);
  },
);
