import {
  type Compiled,
  checkQuery,
  type Diagnostic,
  locate,
  type PortTypes,
  type Printed,
  suggest,
} from '@headrace/flow';
import type { CheckDesk } from './desk.ts';

/** What the planner says of a whole flow. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[];
  /** Columns and types of each port that it accepted. */
  readonly ports: PortTypes;
}

/** The planner names one fault at a time; after so many rounds the others wait for the next check. */
const mostRounds = 10;

/**
 * Asks the planner, and again as long as the types it gave let more of the flow be written: a node that changes fields of
 * a computed property waits for them.
 * @param compiled with the types known so far, at first none
 * @param typed compiles the same flow with more types
 */
export async function judge(
  desk: CheckDesk,
  compiled: Compiled,
  typed: (ports: PortTypes) => Compiled,
  signal?: AbortSignal,
): Promise<Judged> {
  const judged = await judgeWritten(desk, compiled, signal);
  if (compiled.plan.waiting.length === 0) return judged;
  const next = typed(judged.ports);
  const more = next.plan.relations.length > compiled.plan.relations.length;
  return more ? judge(desk, next, typed, signal) : judged;
}

/** Asks the planner again without what it refused (and what that feeds), until it accepts the rest. */
async function judgeWritten(desk: CheckDesk, compiled: Compiled, signal: AbortSignal | undefined): Promise<Judged> {
  const diagnostics: Diagnostic[] = [];
  const without = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const query = checkQuery(compiled, without);
    if (!query) break;
    const verdict = await desk.judge(query, signal);
    if (verdict.kind === 'types') return { diagnostics, ports: portTypes(query.columns, verdict.types) };
    const fault = suggest(atNode(locate(verdict.statement, verdict.reason), verdict.statement), compiled.typed);
    diagnostics.push(fault);
    const ports = compiled.plan.relations.filter((r) => r.node === fault.place.node && !without.has(r.key));
    if (ports.length === 0) break;
    for (const { key } of ports) without.add(key);
  }
  return { diagnostics, ports: {} };
}

/** A fault without a place belongs to the node whose statement it is. */
function atNode(fault: Diagnostic, statement: Printed): Diagnostic {
  if (fault.place.node !== undefined) return fault;
  const origin = statement.spans.length === 1 ? statement.spans[0]?.origin : undefined;
  return origin ? { ...fault, place: { node: origin.node, path: origin.path } } : fault;
}

function portTypes(columns: readonly { port: string; name: string }[], types: readonly string[]): PortTypes {
  const ports: Record<string, { name: string; type: string }[]> = {};
  columns.forEach(({ port, name }, i) => {
    ports[port] ??= [];
    ports[port].push({ name, type: types[i] ?? '' });
  });
  return ports;
}
