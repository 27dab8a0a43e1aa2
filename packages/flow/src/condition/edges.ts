import type { ConditionPart, Frame } from './tree.ts';

/** The blanks at both ends of a part, which part it from its neighbours. */
export interface Edges {
  readonly head: string;
  readonly tail: string;
}

export function edgesOf({ frame: { before, after } }: ConditionPart): Edges {
  return {
    head: before.slice(0, before.length - before.trimStart().length),
    tail: after.slice(after.trimEnd().length),
  };
}

/** The part with other blanks at its ends. */
export function withEdges<P extends ConditionPart>(part: P, { head, tail }: Partial<Edges>): P {
  const { before, after } = part.frame;
  const frame: Frame = {
    ...part.frame,
    before: head === undefined ? before : head + before.trimStart(),
    after: tail === undefined ? after : after.trimEnd() + tail,
  };
  return { ...part, frame };
}
