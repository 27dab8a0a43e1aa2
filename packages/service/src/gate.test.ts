import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('counts are exact for any order of entering and leaving, also when somebody leaves twice', () => {
  const step = fc.record({ person: fc.constantFrom('a', 'b', 'c'), leaves: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const gate = new Gate('checksOfPerson', 'checks', { checksOfPerson: 3, checks: 5 });
      const inside: { person: string; leave: () => void }[] = [];
      for (const { person, leaves } of steps) {
        if (leaves) {
          const one = inside.shift();
          one?.leave();
          one?.leave();
          continue;
        }
        const own = inside.filter((i) => i.person === person).length;
        const refused = own >= 3 ? 'limit/checks-of-person' : inside.length >= 5 ? 'limit/checks' : undefined;
        try {
          inside.push({ person, leave: gate.enter(person) });
          expect(refused).toBeUndefined();
        } catch (error) {
          expect(error).toMatchObject({ problem: { code: refused } });
        }
      }
    }),
  );
});

test('work that fails leaves too', async () => {
  const gate = new Gate('checksOfPerson', 'checks', { checksOfPerson: 1 });
  await expect(gate.during('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate.during('a', async () => 1)).toBe(1);
});
