import { verdictOf } from '@headrace/netpol';
import { expect, inject, test } from 'vitest';
import { judge } from './oracle.ts';
import { ask, isLoopback } from './ours.ts';
import { randomQuestion } from './random-questions.ts';

const sets = 100_000;
/** Another hundred thousand each day; a failure names the seed that shows it again. */
const firstSeed = Number(process.env.HEADRACE_SEED ?? Math.floor(Date.now() / 86_400_000) * sets);

function* questions() {
  for (let i = 0; i < sets; i++) yield randomQuestion(firstSeed + i);
}

test('random policies and pods are judged as cyclonus judges them', async () => {
  const differences: string[] = [];
  let verdicts = 0;
  let allowed = 0;
  let seed = firstSeed;
  for await (const theirs of judge(inject('oracle'), questions())) {
    const question = randomQuestion(seed);
    const { compiled, endOf } = ask(question);
    question.probes.forEach((probe, i) => {
      const { from, to, protocol, port } = probe;
      const ours = verdictOf(compiled, endOf(from), endOf(to), protocol, port) === 'allowed';
      const expected = isLoopback(probe) || theirs[i];
      verdicts++;
      if (ours) allowed++;
      if (ours !== expected)
        differences.push(`seed ${seed}, probe ${i}: ${from.ip} to ${to.ip}:${port}/${protocol}: ours ${ours}`);
    });
    seed++;
  }
  expect(differences.slice(0, 10)).toEqual([]);
  expect(verdicts).toBe(sets * 8);
  // Neither always yes nor always no: the question is a real one.
  expect(allowed / verdicts).toBeGreaterThan(0.2);
  expect(allowed / verdicts).toBeLessThan(0.9);
});
