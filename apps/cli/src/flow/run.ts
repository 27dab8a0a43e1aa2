import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowSummary, Run, RunRequest, StoredFlow } from '@headrace/api';
import { hasErrors } from '@headrace/flow';
import { UserError } from '@headrace/text';
import { complain, printAsJson, say } from '../terminal.ts';
import { checked } from './checked.ts';
import { readFlow, refuseFlow } from './file.ts';
import type { From } from './from.ts';
import type { Server } from './server.ts';
import { runsOf, storedFlows } from './stored.ts';

export interface RunOptions {
  readonly from: From;
  readonly trust: boolean;
  readonly json: boolean;
}

/**
 * `headrace flow run`: stores the flow under its name (a new version of one that is there already), runs it, and says its
 * states until it runs. The run goes on without this command.
 */
export async function run(path: string, options: RunOptions, server: Server): Promise<number> {
  const file = readFlow(path);
  const { diagnostics } = await checked(file, options.trust, server);
  const { document } = file.parsed;
  if (!document || hasErrors(diagnostics)) return refuseFlow(file, diagnostics, options.json);
  const same = (await storedFlows(server)).find((f) => f.name === document.metadata.name);
  const from = await beginning(options.from, same, server);
  const stored = await store(file.text, same, server);
  const begun = await server.api.runs.start({
    params: { id: stored.id },
    body: { from, version: stored.version },
  });
  const last = await settled(begun, options.json, server);
  const url = `${server.address}/flows/${encodeURIComponent(stored.id)}`;
  if (options.json) printAsJson({ run: last, url }, 2);
  else if (last.failure)
    complain(last.failure.node === null ? last.failure.message : `${last.failure.node}: ${last.failure.message}`);
  else say(url);
  return last.failure ? 1 : 0;
}

/**
 * What is asked of the server: it goes on from the newest state that a run left, be it a savepoint or a checkpoint, and
 * whoever names one of them means that one.
 */
async function beginning(from: From, flow: FlowSummary | undefined, server: Server): Promise<RunRequest['from']> {
  if (from.kind !== 'savepoint' && from.kind !== 'checkpoint') return from;
  const last = flow && (await runsOf(flow.id, server)).find((r) => r.resumesFrom !== null);
  const no = (message: string) => new UserError(message, 'run/no-savepoint');
  if (!last) throw no(`No earlier run of this flow left a ${from.kind}. Start from now, earliest or a time.`);
  if (from.kind === 'savepoint' && last.resumesFrom === 'checkpoint')
    throw no(
      'The last run was not stopped with a savepoint. Go on from its newest checkpoint with: --from checkpoint.',
    );
  if (from.kind === 'checkpoint' && last.resumesFrom === 'savepoint')
    throw no('The last run was stopped with a savepoint, which is newer than its checkpoints. Use --from savepoint.');
  return { kind: 'savepoint' };
}

async function store(text: string, same: FlowSummary | undefined, server: Server): Promise<StoredFlow> {
  const { flows } = server.api;
  if (!same) return flows.create({ body: { text, trusted: true } });
  const params = { id: same.id };
  const stored = await flows.save({ params, body: { text, baseVersion: same.version } });
  return stored.trusted ? stored : flows.trust({ params });
}

/** Follows a run until it runs or has ended. */
async function settled(run: Run, quiet: boolean, server: Server): Promise<Run> {
  const under = new Set<Run['state']>(['submitting', 'deploying']);
  let now = run;
  for (let said: string | undefined; ; ) {
    if (now.state !== said && !quiet) say(now.state);
    said = now.state;
    if (!under.has(now.state)) return now;
    await sleep(500);
    now = (await runsOf(run.flowId, server)).find((r) => r.id === run.id) ?? now;
  }
}
