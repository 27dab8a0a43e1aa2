import {
  type Compiled,
  checkQuery,
  type Diagnostic,
  locate,
  type PortTypes,
  type Printed,
  suggest,
} from '@headrace/flow';
import type { PlannerSession } from './planner-session.ts';

/** What the planner says of a whole flow. */
export interface Validated {
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
export async function validateFlow(
  session: PlannerSession,
  compiled: Compiled,
  typed: (ports: PortTypes) => Compiled,
  signal?: AbortSignal,
): Promise<Validated> {
  const validated = await validateWritten(session, compiled, signal);
  if (compiled.plan.needsTypes.length === 0) return validated;
  const next = typed(validated.ports);
  const more = next.plan.relations.length > compiled.plan.relations.length;
  return more ? validateFlow(session, next, typed, signal) : validated;
}

/** Asks the planner again without what it refused (and what that feeds), until it accepts the rest. */
async function validateWritten(
  session: PlannerSession,
  compiled: Compiled,
  signal: AbortSignal | undefined,
): Promise<Validated> {
  const diagnostics: Diagnostic[] = [];
  const without = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const query = checkQuery(compiled, without);
    if (!query) break;
    const result = await session.validate(query, signal);
    if (result.kind === 'types') return { diagnostics, ports: portTypes(query.columns, result.types) };
    const fault = suggest(atNode(locate(result.statement, result.reason), result.statement), compiled.typed);
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
