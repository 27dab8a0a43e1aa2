import { anyoneName, isAnyone, isSameEndpoint, type MatrixEndpoint, type MatrixInput } from '@headrace/netpol/matrix';
import type { Answer, AnswerSide, Question } from './messages.ts';

/** An answer in the words of the page where an address only stands for somebody: no rule should name it. */
export function withoutRepresentativeAddresses(answer: Answer, { from, to }: Question, input: MatrixInput): Answer {
  const [caller, called] = [representativeAt(from, input), representativeAt(to, input)];
  if (!caller && !called) return answer;
  const sides = answer.sides.map((side): AnswerSide => {
    const peer = side.direction === 'Ingress' ? caller : called;
    return peer && side.remedy ? { ...side, remedy: undefined, noRemedy: peer.help } : side;
  });
  const shown = { from: caller?.title ?? answer.shown.from, to: called?.title ?? answer.shown.to };
  return { ...answer, shown, sides };
}

interface Representative {
  readonly title: string;
  /** What to do instead of naming it in a rule. */
  readonly help: string;
}

function representativeAt(end: MatrixEndpoint, { targets }: MatrixInput): Representative | undefined {
  if (isAnyone(end))
    return {
      title: anyoneName,
      help: 'A rule for anyone would open the port to everybody: name the addresses that are meant, in an ipBlock.',
    };
  const target = targets.find((t) => t.isRepresentative && isSameEndpoint(t.end, end));
  if (!target) return undefined;
  const isApi = target.component === 'kubernetes-api';
  return {
    title: target.title,
    help: isApi
      ? 'Where the API server is has not been said: write its addresses under Egress policies, and the generated rule names them.'
      : 'Where this is has not been said: add cidrs: with its addresses to the connection, and the generated rule names them.',
  };
}
