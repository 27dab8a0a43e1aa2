import { isDeepStrictEqual } from 'node:util';
import type { StateFact } from '../../reading/flow-resources.ts';

/** A change that a savepoint does not survive, in a sentence. */
export interface StateChange {
  readonly node: string;
  readonly message: string;
}

/**
 * Why the state of an earlier run cannot be gone on from. Flink finds the state of an operator by its place in the job and
 * not by what it means, so a sum of another property goes on from the old sum without a word. A node that was only renamed
 * keeps its state, and nodes that keep none may change as they like.
 * @param before states of the run that left the savepoint
 * @param now states of the flow as it is
 */
export function stateChanges(before: readonly StateFact[], now: readonly StateFact[]): StateChange[] {
  const left = [...before];
  const fresh = now.filter((fact) => !take(left, (old) => isDeepStrictEqual(plain(old), plain(fact))));
  const changed = fresh.map((fact) => {
    const old = take(left, (o) => o.node === fact.node && o.state.of === fact.state.of);
    return { node: fact.node, message: old ? changedSentence(old, fact) : startsEmpty(fact) };
  });
  return [...changed, ...left.map((old) => ({ node: old.node, message: goneSentence(old) }))];
}

const plain = ({ state }: StateFact): unknown => JSON.parse(JSON.stringify(state));

/** Takes the first that fits out of a list. */
function take(list: StateFact[], fits: (fact: StateFact) => boolean): StateFact | undefined {
  const index = list.findIndex(fits);
  return index < 0 ? undefined : list.splice(index, 1)[0];
}

function changedSentence(old: StateFact, { node, does, state }: StateFact): string {
  const what = state.of === 'source' ? `read ${old.does}` : `was "${old.does}"`;
  const is = state.of === 'source' ? `reads ${does}` : `is "${does}"`;
  const wrong =
    state.of === 'source'
      ? 'it would go on reading the old topic'
      : 'its results would be wrong, since what it has gathered is of the old kind';
  return `'${node}' ${what} when the savepoint was taken and ${old.does === does ? 'has been changed since' : `${is} now`}: ${wrong}.`;
}

const startsEmpty = ({ node }: StateFact) =>
  `'${node}' was not there when the savepoint was taken: it would start empty, and Flink could not tell the state of the others apart.`;

const goneSentence = ({ node }: StateFact) =>
  `'${node}' is no longer there, and what it has gathered would have no place to go to.`;
