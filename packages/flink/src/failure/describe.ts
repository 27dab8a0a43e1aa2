import { causes, reasonOf } from '../rest/causes.ts';
import type { FailureCode } from './codes.ts';
import type { FlowFacts, Reported } from './facts.ts';
import { clusterRules, readRules, workRules } from './job-rules.ts';
import { kafkaRules } from './kafka-rules.ts';
import { blamed, type FailureCause, findRule } from './rule.ts';

export interface Failure {
  /** Stable and searchable: `run/topic-missing`. */
  readonly code: FailureCode;
  /** Whether waiting may help (`surroundings`) or somebody has to change something (`flow`). */
  readonly cause: FailureCause;
  /** Starting the same job again gives the same failure, whatever happens meanwhile. */
  readonly isFinal: boolean;
  /** What tells failures apart: the code, and the exceptions where no rule knows them. */
  readonly kind: string;
  /** What happened and what to do. */
  readonly message: string;
  readonly node: string | null;
  /** For whoever looks one click further. */
  readonly trace: string;
}

const rules = [...workRules, ...readRules, ...kafkaRules, ...clusterRules];

/**
 * Says why a job failed.
 * @param reported the exception as Flink gave it
 * @param facts what the job's tables and expressions have to do with nodes
 */
export function describeFailure(reported: Reported, facts: FlowFacts): Failure {
  const { trace } = reported;
  const all = causes(trace);
  const found = findRule(rules, all);
  if (!found) {
    const words = `The job failed: ${sentence(reasonOf(trace))}`;
    const kind = `run/failed ${all.map((c) => c.type).join(' ')}`;
    return { code: 'run/failed', kind, cause: 'unknown', isFinal: false, message: words, node: null, trace };
  }
  const where = reported.taskName ?? all.map((c) => c.message).join('\n');
  return {
    code: found.rule.code,
    kind: found.rule.code,
    cause: found.rule.cause,
    isFinal: found.rule.isFinal === true,
    message: found.rule.say(found.match, all),
    node: blamed(found, all, where, facts),
    trace,
  };
}

function sentence(text: string): string {
  const line = text.split('\n')[0] ?? '';
  const short = line.length > 300 ? `${line.slice(0, 300)}…` : line;
  return /[.!?…]$/.test(short) ? short : `${short}.`;
}
