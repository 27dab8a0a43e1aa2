import { verdictOf } from '@headrace/netpol';
import { expect, inject, test } from 'vitest';
import { generatedCases } from './oracle.ts';
import { ask, isLoopback } from './ours.ts';

test('every verdict of the cases that cyclonus generates is ours too', async () => {
  let verdicts = 0;
  const differences: string[] = [];
  const cases = await generatedCases(inject('oracle'));
  for (const { description, steps } of cases)
    for (const step of steps) {
      const { compiled, endOf } = ask(step);
      for (const probe of step.probes) {
        verdicts++;
        const { from, to, protocol, port } = probe;
        const ours = verdictOf(compiled, endOf(from), endOf(to), protocol, port) === 'allowed';
        const theirs = isLoopback(probe) || probe.allowed;
        if (ours !== theirs) differences.push(`${description}: ${from.ip} to ${to.ip}:${port}/${protocol}: ${ours}`);
      }
    }
  expect(cases.length).toBe(230);
  expect(verdicts).toBe(123_669);
  expect(differences).toEqual([]);
});
