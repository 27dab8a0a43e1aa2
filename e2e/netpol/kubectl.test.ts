import { type Finding, type NetworkPolicy, readWorld } from '@headrace/netpol';
import { toSafeYaml, toYaml } from '@headrace/yaml';
import fc, { type Arbitrary } from 'fast-check';
import { expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { askKubectl, type Ours, type Reading, readOurs } from './kubectl.ts';
import { aliases, documents, jsonTexts, policies, printedText, scalars, soup, streams, values } from './yaml-texts.ts';

/** A failure names the seed that shows it again: HEADRACE_SEED=… npm test -- netpol. */
const seed = Number(process.env.HEADRACE_SEED ?? 1);

test.each<[what: string, texts: Arbitrary<string>, count: number, least: number]>([
  ['scalars and keys', scalars, 50_000, 0.8],
  ['documents', documents, 20_000, 0.4],
  ['several documents', streams, 10_000, 0.4],
  ['aliases in number', aliases, 400, 0.2],
  ['values of JSON', jsonTexts, 20_000, 0.3],
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

/** As JSON: it knows no -0, and no order of keys. */
const isEqual = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

test('what we print is read as what was meant, by kubectl and by a reader of YAML 1.2', async () => {
  const meant = fc.sample(fc.dictionary(printedText, values, { minKeys: 1, maxKeys: 4 }), { seed, numRuns: 40_000 });
  const printed = meant.map((value, i) => (i % 2 === 0 ? toYaml(value) : toSafeYaml(value)));
  const differences: string[] = [];
  let i = 0;
  for await (const { documents, error } of askKubectl(inject('kubectl'), printed)) {
    const [value, text = ''] = [meant[i], printed[i++]];
    if (error !== undefined || !isEqual(documents, [value]) || !isEqual(parse(text), value))
      differences.push(
        `seed ${seed}: ${JSON.stringify(value)}: ${JSON.stringify(text)}: ${error ?? JSON.stringify(documents)}`,
      );
  }
  expect(differences.slice(0, 10)).toEqual([]);
  expect(i).toBe(40_000);
}, 120_000);

test('a policy that the types of the API server do not take is refused, and one that they take means the same', async () => {
  const all = fc.sample(policies, { seed, numRuns: 10_000 });
  const differences: string[] = [];
  const counts = { taken: 0, refused: 0 };
  let i = 0;
  for await (const theirs of askKubectl(inject('kubectl'), all, true)) {
    const text = all[i++] ?? '';
    const { world, findings } = readWorld([{ file: 'p.yaml', text }]);
    const ours = world.policies[0]?.policy;
    const isRefused = theirs.error !== undefined || theirs.refused !== undefined;
    counts[ours ? 'taken' : 'refused']++;
    const isSame = ours
      ? !isRefused && isEqual(meaning(ours), meaning(theirs.documents[0] as Policy))
      : findings.some(isError);
    if (!isSame)
      differences.push(`seed ${seed}: ${text}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(theirs)}`);
  }
  expect(differences.slice(0, 5)).toEqual([]);
  expect(counts.taken).toBeGreaterThan(1000);
  expect(counts.refused).toBeGreaterThan(1000);
});

type Policy = Pick<NetworkPolicy, 'metadata' | 'spec'>;

const isError = ({ severity }: Finding): boolean => severity === 'error';

/** What both of us hold of a policy. */
const meaning = ({ metadata: { name, namespace = 'default', labels }, spec }: Policy): unknown => ({
  metadata: { name, namespace, labels },
  spec,
});
