import { isDeepStrictEqual } from 'node:util';
import fc, { type Arbitrary } from 'fast-check';
import { expect, inject, test } from 'vitest';
import { askKubectl, type Ours, type Reading, readOurs } from './kubectl.ts';
import { aliases, documents, scalars, soup, streams } from './yaml-texts.ts';

/** A failure names the seed that shows it again: HEADRACE_SEED=… npm test -- netpol. */
const seed = Number(process.env.HEADRACE_SEED ?? 1);

test.each<[what: string, texts: Arbitrary<string>, count: number, least: number]>([
  ['scalars and keys', scalars, 50_000, 0.8],
  ['documents', documents, 20_000, 0.4],
  ['several documents', streams, 10_000, 0.4],
  ['aliases in number', aliases, 400, 0.2],
  ['pieces of YAML in any order', soup, 30_000, 0.15],
])('%s are read as kubectl reads them, or refused', async (_, texts, count, least) => {
  const all = fc.sample(texts, { seed, numRuns: count });
  const differences: string[] = [];
  let read = 0;
  let i = 0;
  for await (const theirs of askKubectl(inject('kubectl'), all)) {
    const text = all[i++] ?? '';
    const ours = readOurs(text);
    if (!ours.refused) read++;
    if (!agree(ours, theirs))
      differences.push(
        `seed ${seed}: ${JSON.stringify(text)}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`,
      );
  }
  expect(differences.slice(0, 10)).toEqual([]);
  expect(i).toBe(count);
  // Who refuses everything agrees with everybody.
  expect(read / count).toBeGreaterThan(least);
});

/** Where we refuse, what stands before it is the same; kubectl may have gone on, or stopped before. */
function agree(ours: Ours, theirs: Reading): boolean {
  if (!ours.refused) return theirs.error === undefined && isEqual(ours.documents, theirs.documents);
  const both = Math.min(ours.documents.length, theirs.documents.length);
  return isEqual(ours.documents.slice(0, both), theirs.documents.slice(0, both));
}

/** As JSON: it knows no -0. */
const isEqual = (a: unknown, b: unknown): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
