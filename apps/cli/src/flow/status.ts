import type { FlowSummary, MessageExample, NodeCounts, Run } from '@headrace/api';
import { printableLine } from '@headrace/text';
import { printAsJson, say } from '../terminal.ts';
import type { Server } from './server.ts';
import { runsOf, storedFlow, storedFlows } from './stored.ts';
import { table } from './table.ts';

/** What is said of a run, a line each; a part of which there is nothing to say has no line. */
const parts: readonly ((run: Run) => string | readonly string[] | undefined)[] = [
  (run) => `state: ${run.state} since ${time(run.endedAt ?? run.startedAt)}`,
  (run) => `version: ${run.flowVersion}, started ${time(run.startedAt)} from ${fromWords(run.from)}`,
  (run) => (run.jobId === null ? undefined : `Flink job: ${run.jobId}`),
  (run) => `restarts: ${run.restarts}`,
  ({ checkpoints: { completed, lastAt } }) =>
    `checkpoints: ${completed}${lastAt === null ? '' : `, the last at ${time(lastAt)}`}`,
  ({ resumesFrom }) => (resumesFrom === null ? undefined : `can go on from: its ${resumesFrom}`),
  ({ failure }) =>
    failure === null ? undefined : `failure: ${failure.node === null ? '' : `${failure.node}: `}${failure.message}`,
  (run) => (run.notice ? `notice: ${run.notice}` : undefined),
  ({ counts }) =>
    counts === null ? undefined : Object.entries(counts).map(([node, of]) => `${node}: ${countsOf(of)}`),
  ({ history }) => history.map(({ at, message }) => `${time(at)}  ${message}`),
];

/**
 * `headrace flow status`: the newest run of a flow, or of all of them.
 * @returns 1 when it has failed (with several: when any has)
 */
export async function status(name: string | undefined, { json }: { json: boolean }, server: Server): Promise<number> {
  const flows = name === undefined ? await storedFlows(server) : [await storedFlow(name, server)];
  const all: { flow: FlowSummary; run: Run | null }[] = await Promise.all(
    flows.map(async (flow) => ({
      flow,
      run: name === undefined ? flow.run : ((await runsOf(flow.id, server))[0] ?? null),
    })),
  );
  if (json) {
    const said = all.map(({ flow, run }) => ({ flow: { id: flow.id, name: flow.name, version: flow.version }, run }));
    printAsJson(name === undefined ? said : said[0], 2);
  } else if (name === undefined) for (const line of overview(all)) say(line);
  else sayRun(all[0]?.flow.name ?? name, all[0]?.run ?? null);
  return all.some(({ run }) => run?.state === 'failed' || run?.state === 'job-missing') ? 1 : 0;
}

function overview(all: readonly { flow: FlowSummary; run: Run | null }[]): string[] {
  if (all.length === 0) return ['There are no flows yet.'];
  const rows = all.map(({ flow, run }) => [
    flow.name,
    run?.state ?? 'never run',
    run ? time(run.endedAt ?? run.startedAt) : '',
    run ? String(run.restarts) : '',
    run?.checkpoints.lastAt ? time(run.checkpoints.lastAt) : '',
    run?.failure?.message ?? '',
  ]);
  return table(['NAME', 'STATE', 'SINCE', 'RESTARTS', 'LAST CHECKPOINT', 'FAILURE'], rows);
}

function sayRun(name: string, run: Run | null): void {
  say(printableLine(name));
  const lines = run ? parts.flatMap((part) => part(run) ?? []) : ['It has never been run.'];
  for (const line of lines) say(`  ${printableLine(line)}`);
}

/** `in 120, out 100, unreadable 20 (partition 0, offset 7: It is empty.)`; what is not known or nothing has no word. */
function countsOf(counts: NodeCounts): string {
  const out = Object.values(counts.out);
  const example = (of: MessageExample | undefined) => {
    if (!of) return '';
    const place = of.partition === null ? '' : `partition ${of.partition}, offset ${of.offset}: `;
    return ` (${place}${of.reason})`;
  };
  const said = [
    number('in', counts.in),
    number('out', out.length === 0 ? undefined : out.reduce((sum, n) => sum + n, 0)),
    number('written', counts.written),
    lost('unreadable', counts.unreadable, example(counts.unreadableExample)),
    lost('partly empty', counts.emptied, example(counts.emptiedExample)),
    lost('without a value', counts.deleted),
    lost('without event time', counts.untimed),
    lost('late', counts.late),
    lost('failed', counts.failed),
  ].flatMap((words) => words ?? []);
  return said.length === 0 ? 'not known' : said.join(', ');
}

const number = (word: string, count: number | undefined) => (count === undefined ? undefined : `${word} ${count}`);

const lost = (word: string, count: number | undefined, more = '') => (count ? `${word} ${count}${more}` : undefined);

const time = (ms: number): string => new Date(ms).toISOString();

function fromWords(from: Run['from']): string {
  if (from.kind === 'time') return time(from.timestamp);
  return from.kind === 'savepoint' ? 'the state of an earlier run' : from.kind;
}
