import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, listRows, readWorld, type World } from '@headrace/netpol';
import { buildAnalyzer, listOf } from '../../e2e/netpol/analyzer.ts';
import { canonical } from '../../e2e/netpol/canonical.ts';
import { type Figure, median, ms, timeAsync } from '../support/measure.ts';
import { clusterOf } from './cluster.ts';

/** It is slow, and grows faster than the pods: no single run of it may take longer (ms). */
const limit = 300_000;

/** The whole list out of the same file, by netpol-analyzer and by us, and how many times as long it takes. */
export async function besideReference(): Promise<Figure[]> {
  let program: string;
  try {
    program = await buildAnalyzer();
  } catch (e) {
    return [{ what: 'netpol-analyzer', value: `not run: ${(e as Error).message}` }];
  }
  const figures: Figure[] = [];
  for (const pods of [100, 500]) figures.push(...(await both(program, pods)));
  return figures;
}

async function both(program: string, pods: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-bench-'));
  const what = `${pods} pods, ${pods} policies, file to list`;
  try {
    const text = JSON.stringify(listOfObjects(clusterOf(pods, pods)));
    writeFileSync(join(folder, 'cluster.yaml'), text);
    const ours = await timeAsync(async () => void ourList(text), 5, 1);
    const begun = performance.now();
    const judged = await listOf(program, folder, limit);
    const theirs = performance.now() - begun;
    const first = { what: `${what}: headrace`, value: ms(median(ours)) };
    if ('refused' in judged) return [first, { what: `${what}: netpol-analyzer`, value: judged.refused }];
    // It has no verdict for what is unknown: blocks that may hold pods without an address.
    const allowed = ourList(text).filter((row) => row.verdict === 'allowed');
    const same = canonical(judged.rows).join('\n') === canonical(allowed).join('\n');
    return [
      first,
      { what: `${what}: netpol-analyzer (one run, ${same ? 'the same' : 'another'} list)`, value: ms(theirs) },
      { what: `${what}: netpol-analyzer / headrace`, value: (theirs / median(ours)).toFixed(0) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ourList = (text: string) => [...listRows(compile(readWorld([{ file: 'cluster.yaml', text }]).world))];

/** Without the addresses of pods, which netpol-analyzer does not look at. */
function listOfObjects({ namespaces, workloads, policies }: World) {
  const items = [
    ...namespaces.map(({ name, labels }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } })),
    ...workloads.map(({ namespace, name, labels, ports }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels },
      spec: { containers: [{ name, image: name, ports: ports.map(({ port }) => ({ containerPort: port })) }] },
    })),
    ...policies.map((p) => p.policy),
  ];
  return { apiVersion: 'v1', kind: 'List', items };
}
