import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CountedNode, deriveCounts } from './counts.ts';

const node = (name: string, feeds: string[], ports: string[], passes?: CountedNode['passes']): CountedNode => ({
  node: name,
  feeds,
  ports,
  ...(passes ? { passes } : {}),
});

const flow = [
  node('s', [], ['s']),
  node('f', ['s'], ['f', 'f.un'], 'one-port'),
  node('t', ['f'], ['t'], 'each'),
  node('a', ['t'], ['a']),
  node('o', ['f.un'], []),
  node('p', ['a'], []),
];

test('derives the counts of nodes that Flink runs as one operator from their neighbours', () => {
  expect(deriveCounts(flow, { in: { o: 30, p: 4 }, out: { s: 100 } })).toEqual({
    in: { f: 100, t: 70, a: 70, o: 30, p: 4 },
    out: { s: 100, f: 70, 'f.un': 30, t: 70, a: 4 },
  });
});

test('leaves out counts that cannot be derived', () => {
  const two = [
    node('s', [], ['s']),
    node('f', ['s'], ['f', 'f.un'], 'one-port'),
    node('g', ['f'], ['g', 'g.un'], 'one-port'),
    node('o', ['g'], []),
  ];
  expect(deriveCounts(two, { in: { o: 5 }, out: { s: 100 } })).toEqual({ in: { f: 100, o: 5 }, out: { s: 100, g: 5 } });
});

test('gives no negative count from counters that were read one after the other', () => {
  expect(deriveCounts(flow, { in: { o: 130 }, out: { s: 100 } }).out.f).toBe(0);
});

test('derives the real counts', () => {
  // Chains of filters and transforms of any length, of which the first and all destinations are known.
  const chain = fc.array(fc.constantFrom('each' as const, 'one-port' as const), { maxLength: 6 });
  fc.assert(
    fc.property(chain, fc.array(fc.nat({ max: 50 }), { minLength: 7, maxLength: 7 }), (kinds, drops) => {
      const nodes: CountedNode[] = [node('n0', [], ['n0'])];
      const truth: Record<string, number> = { n0: 400 };
      const known: Record<string, number> = {};
      kinds.forEach((passes, i) => {
        const [before, name] = [`n${i}`, `n${i + 1}`];
        const came = truth[before] ?? 0;
        const dropped = passes === 'each' ? 0 : (drops[i] ?? 0);
        truth[name] = came - dropped;
        truth[`${name}.un`] = dropped;
        nodes.push(node(name, [before], passes === 'each' ? [name] : [name, `${name}.un`], passes));
        if (passes === 'one-port') {
          nodes.push(node(`o${i}`, [`${name}.un`], []));
          known[`o${i}`] = dropped;
        }
      });
      const derived = deriveCounts(nodes, { in: known, out: { n0: 400 } });
      for (const [port, count] of Object.entries(derived.out)) expect(count).toBe(truth[port]);
      for (let i = 0; i <= kinds.length; i++) expect(derived.out[`n${i}`]).toBe(truth[`n${i}`]);
    }),
  );
});
