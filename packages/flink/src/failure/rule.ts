import type { DiagnosticCode } from '@headrace/flow';
import type { Cause } from '../rest/causes.ts';
import type { FailureCode } from './codes.ts';
import type { FlowFacts } from './facts.ts';

/** `unknown` is for failures that no rule knows. */
export type FailureCause = 'flow' | 'surroundings' | 'unknown';

/** One kind of failure that is known by its exceptions. */
export interface Rule {
  readonly code: FailureCode;
  /** What has to change before it can go better: the flow or its events, or what is around it. */
  readonly cause: FailureCause;
  /** Starting the same job again gives the same failure, whatever happens meanwhile. */
  readonly isFinal?: true;
  /** The exception that gives it away. */
  readonly type: RegExp;
  /** What its message looks like; its groups are given to `say`. */
  readonly message?: RegExp;
  /** What happened and what to do, in one or two sentences. */
  say(match: RegExpExecArray, all: readonly Cause[]): string;
  /** Whose fault it is: the node that reads, the one that writes, or one whose expression looks like this. */
  readonly blame?: 'source' | 'sink' | RegExp;
  /** Codes of diagnostics that warn of it: their nodes may have caused it too. */
  readonly risks?: readonly DiagnosticCode[];
  /** The topic that it is about, where the message tells. */
  topic?(match: RegExpExecArray, all: readonly Cause[]): string | undefined;
}

export interface Found {
  readonly rule: Rule;
  readonly match: RegExpExecArray;
}

/** The first rule, in their order, that fits one of the causes. */
export function findRule(rules: readonly Rule[], all: readonly Cause[]): Found | undefined {
  for (const rule of rules)
    for (const cause of all.toReversed()) {
      if (!rule.type.test(cause.type)) continue;
      const match = (rule.message ?? /^/).exec(cause.message);
      if (match) return { rule, match };
    }
  return undefined;
}

/** The node to which a failure belongs; null unless exactly one fits. */
export function blamed(found: Found, all: readonly Cause[], where: string, facts: FlowFacts): string | null {
  const { blame, risks = [] } = found.rule;
  if (blame === undefined) return null;
  if (blame instanceof RegExp) {
    const suspects = [
      ...facts.written.filter((w) => blame.test(w.text)),
      ...(facts.risks ?? []).filter((r) => risks.some((code) => code === r.code)),
    ];
    return only(suspects.map((s) => s.node));
  }
  const tables = facts.tables.filter((t) => t.role === blame);
  const topic = found.rule.topic?.(found.match, all);
  const ofTopic = tables.filter((t) => t.topic === topic);
  if (ofTopic.length > 0) return only(ofTopic.map((t) => t.node));
  const named = tables.filter((t) => names(where, t.table, blame));
  return only((named.length > 0 ? named : tables).map((t) => t.node));
}

/** Operators are called `Source: name[1]`, `KafkaSource-catalog.database.name` and `name[2]: Writer`. */
function names(where: string, table: string, role: 'source' | 'sink'): boolean {
  const operators = where.split(/ -> |'/).map((o) => o.replace(/ \(\d+\/\d+\)( - execution #\d+)?$/, ''));
  return operators.some((o) =>
    role === 'sink'
      ? o.replace(/\[\d+\]: \w+$/, '') === table && o !== table
      : o.replace(/^Source: (KafkaSource-[^.]+\.[^.]+\.)?|\[\d+\]$/g, '') === table && o !== table,
  );
}

function only(nodes: readonly string[]): string | null {
  const different = new Set(nodes);
  return different.size === 1 ? (nodes[0] ?? null) : null;
}
