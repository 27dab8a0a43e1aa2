import type { FlowSummary } from '@headrace/api';
import { rings } from './rings.ts';
import { runWords } from './run-states.ts';

/** A state with its picture. */
export function StateWord({ state }: { state: FlowSummary['state'] }) {
  const { word, ring } = runWords[state];
  const { Icon } = rings[ring];
  return (
    <span className={`state-word state-word--${ring}`}>
      <Icon /> {word}
    </span>
  );
}
