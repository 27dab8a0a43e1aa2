import fc from 'fast-check';
import { expect, test } from 'vitest';
import { protocols } from '../model/policy.ts';
import {
  allPorts,
  describePorts,
  difference,
  everyPort,
  has,
  intersection,
  isAll,
  isNone,
  noPorts,
  overlap,
  type PortSet,
  ports,
  sameSet,
  union,
} from './port-set.ts';

const piece = fc
  .tuple(fc.constantFrom(...protocols), fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 40 }))
  .map(([protocol, start, more]) => ports(protocol, start, start + more));
const set: fc.Arbitrary<PortSet> = fc.array(piece, { maxLength: 6 }).map((all) => all.reduce(union, noPorts));
const probe = fc.tuple(fc.constantFrom(...protocols), fc.integer({ min: 1, max: 65_535 }));

test('computes union, intersection and difference for every port', () => {
  fc.assert(
    fc.property(set, set, probe, (a, b, [protocol, port]) => {
      const [inA, inB] = [has(a, protocol, port), has(b, protocol, port)];
      expect(has(union(a, b), protocol, port)).toBe(inA || inB);
      expect(has(intersection(a, b), protocol, port)).toBe(inA && inB);
      expect(has(difference(a, b), protocol, port)).toBe(inA && !inB);
    }),
    { numRuns: 5000 },
  );
});

test('represents equal sets in the same way, whatever operations made them', () => {
  fc.assert(
    fc.property(set, set, (a, b) => {
      expect(sameSet(union(a, b), union(b, a))).toBe(true);
      expect(sameSet(union(difference(a, b), intersection(a, b)), a)).toBe(true);
      expect(sameSet(intersection(a, allPorts), a)).toBe(true);
      expect(overlap(a, b)).toBe(!isNone(intersection(a, b)));
    }),
  );
});

test('knows the full and the empty set', () => {
  const whole = protocols.map(everyPort).reduce(union, noPorts);
  expect([isAll(whole), isAll(everyPort('TCP')), isNone(noPorts), isNone(ports('TCP', 70_000))]).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(isNone(difference(allPorts, whole))).toBe(true);
});

test('describes it in words', () => {
  expect(describePorts(union(ports('TCP', 80), union(ports('TCP', 8000, 8099), ports('UDP', 53))))).toBe(
    'TCP 80, 8000-8099; UDP 53',
  );
  expect([allPorts, noPorts, everyPort('SCTP')].map(describePorts)).toEqual(['all ports', 'no port', 'SCTP all ports']);
});
