import { type NetworkPolicy, type PolicyRef, printPolicy, printRule, type RuleRef, type Side } from '@headrace/netpol';
import type { PolicyEvaluator } from '@headrace/netpol/matrix';
import type { Answer, AnswerSide, Cited, Question, Questions } from './messages.ts';

/** Explains a connection, with the text of every rule that matters and of the smallest that would allow it. */
export function answerTo(evaluator: PolicyEvaluator, { from, to, ...asked }: Question): Answer {
  const found = evaluator.explain(from, to, asked);
  const policies = new Map(
    evaluator.compiled.policies.map(({ located: { policy } }) => [
      `${policy.metadata.namespace}/${policy.metadata.name}`,
      policy,
    ]),
  );
  const shown = { from: found.from, to: found.to };
  return { ...found, shown, sides: found.sides.map((side) => sideOf(side, policies)) };
}

/** Finds the ends of a question by their names; an address is itself in every world. */
export function questionNamed(evaluator: PolicyEvaluator, asked: Questions['named']['ask']): Question | undefined {
  const { protocol, port, stop } = asked;
  const [from, to] = [evaluator.endNamed(asked.from), evaluator.endNamed(asked.to)];
  return from && to && { from, to, protocol, port, ...(stop === undefined ? {} : { stop }) };
}

function sideOf(side: Side, policies: ReadonlyMap<string, NetworkPolicy>): AnswerSide {
  const { direction, verdict, restrictedBy, allowedBy, undecidedBy, otherPorts, remedy, noRemedy } = side;
  const rule = (ref: RuleRef): Cited => {
    const spec = policies.get(ref.policy)?.spec;
    const tree = (direction === 'Ingress' ? spec?.ingress : spec?.egress)?.[ref.rule];
    return { policy: ref.policy, rule: ref.rule, place: ref.place, yaml: tree && printRule(tree) };
  };
  return {
    direction,
    verdict,
    restrictedBy: restrictedBy.map(({ policy, place }: PolicyRef) => ({
      policy,
      place,
      rule: undefined,
      yaml: undefined,
    })),
    allowedBy: allowedBy.map(rule),
    undecidedBy: undecidedBy.map((ref) => ({ ...rule(ref), because: ref.because })),
    otherPorts: otherPorts.map(rule),
    remedy: remedy && { rule: printRule(remedy.rule), policy: printPolicy(remedy.policy), also: remedy.also },
    noRemedy,
  };
}
