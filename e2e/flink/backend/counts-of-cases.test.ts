import type { Counts } from '@headrace/api';
import { catalogue } from '@headrace/nodes';
import { caseFlow, type NodeCase } from '@headrace/nodes/testing';
import { expect, test } from 'vitest';
import { casesOf, prepared } from '../cases/prepared.ts';
import { Stage } from './stage.ts';
import { waitFor } from './wait.ts';

const stage = new Stage();

const cases = Object.keys(catalogue).flatMap((type) =>
  casesOf(type)
    // Destinations have no rows to preview, and a message that fails the job is in its failure.
    .filter(({ c }) => c.rows && c.node.config?.unreadable !== 'fail')
    .map(({ file, c }): [string, string, string, NodeCase] => [`${type}/${file}`, type, file, c]),
);

test.each(cases)('%s: what goes into a node is what leaves it and what is accounted for', async (_, type, file, c) => {
  const flow = caseFlow(c, await prepared(stage.kafka, type, file, c));
  const sent = sentTo(c);
  const viewer = await stage.client.preview(JSON.stringify(flow), { kind: 'earliest' });
  const counts = await waitFor('all to be read', async () => {
    const found = viewer.events.findLast((e) => e.kind === 'counts')?.nodes;
    return found && Object.entries(sent).every(([node, read]) => found[node]?.in === read) ? found : undefined;
  });
  for (const node of Object.keys(sent)) {
    const { in: read, out, unreadable = 0, deleted = 0 } = counts[node] ?? { out: {} };
    expect(read, node).toBe(sumOf(out) + unreadable + deleted);
  }
  for (const [node, { type: kind, from = {} }] of Object.entries(flow.spec.nodes)) {
    const given = Object.values(from).map((port) => counts[port]?.out[port]);
    const read = counts[node]?.in;
    if (given.length !== 1 || read === undefined) continue;
    expect(read, node).toBe(given[0]);
    if (catalogue[kind]?.passes === undefined) continue;
    // In a preview the rows that leave are those that it shows.
    const ports = () => Object.entries(viewer.counts).filter(([port]) => port === node || port.startsWith(`${node}.`));
    await waitFor(`${node} to show ${read} rows`, async () => sumOf(Object.fromEntries(ports())) === read);
  }
  viewer.leave();
});

/** How many messages each source of a case has to read; each object of an array counts as one. */
function sentTo({ inputs, messages }: NodeCase): Record<string, number> {
  const ports = Object.entries(inputs).map(([port, { rows }]) => [port, rows.length] as const);
  if (ports.length > 0) return Object.fromEntries(ports);
  return { tested: messages.reduce((sum, { raw, value }) => sum + objectsIn(raw ?? JSON.stringify(value)), 0) };
}

function objectsIn(text: string): number {
  try {
    const data: unknown = JSON.parse(text);
    const isRead =
      Array.isArray(data) &&
      data.length > 0 &&
      data.every((o) => typeof o === 'object' && o !== null && !Array.isArray(o));
    return isRead ? data.length : 1;
  } catch {
    return 1;
  }
}

const sumOf = (out: Counts[string]['out']) => Object.values(out).reduce((sum, n) => sum + n, 0);
