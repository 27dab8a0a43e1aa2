import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowSummary, Run, StoredFlow } from '@headrace/api';
import { complain, say } from '../terminal.ts';
import { lineOf, readFlow } from './file.ts';
import type { From } from './from.ts';
import type { Server } from './server.ts';
import { faultsBeforeTrust } from './trust.ts';

/**
 * `headrace flow run`: stores the flow under its name (a new version of one that is there already), runs it, and says its
 * states until it runs. The run goes on without this command.
 */
export async function run(path: string, options: { from: From; trust: boolean }, server: Server): Promise<number> {
  const file = readFlow(path);
  const { document, diagnostics } = file.parsed;
  const faults = document ? await faultsBeforeTrust(file, options.trust, server) : diagnostics;
  if (!document || faults) {
    for (const d of faults ?? []) complain(lineOf(file, d));
    return 1;
  }
  const stored = await store(file.text, document.metadata.name, server);
  const id = encodeURIComponent(stored.id);
  const begun = await server.call<Run>('POST', `/api/flows/${id}/runs`, {
    from: options.from,
    version: stored.version,
  });
  const last = await settled(begun, server);
  if (last.failure)
    complain(last.failure.node === null ? last.failure.sentence : `${last.failure.node}: ${last.failure.sentence}`);
  else say(`${server.address}/flows/${id}`);
  return last.failure ? 1 : 0;
}

async function store(text: string, name: string, server: Server): Promise<StoredFlow> {
  const flows = await server.call<FlowSummary[]>('GET', '/api/flows');
  const same = flows.find((f) => f.name === name && f.deletedAt === null);
  if (!same) return server.call('POST', '/api/flows', { text, trusted: true });
  const path = `/api/flows/${encodeURIComponent(same.id)}`;
  const stored = await server.call<StoredFlow>('PUT', path, { text, baseVersion: same.version });
  return stored.trusted ? stored : server.call('POST', `${path}/trust`);
}

/** Follows a run until it runs or has ended. */
async function settled(run: Run, server: Server): Promise<Run> {
  const under = new Set<Run['state']>(['submitting', 'deploying']);
  let now = run;
  for (let said: string | undefined; ; ) {
    if (now.state !== said) say(now.state);
    said = now.state;
    if (!under.has(now.state)) return now;
    await sleep(500);
    const runs = await server.call<Run[]>('GET', `/api/flows/${encodeURIComponent(run.flowId)}/runs`);
    now = runs.find((r) => r.id === run.id) ?? now;
  }
}
