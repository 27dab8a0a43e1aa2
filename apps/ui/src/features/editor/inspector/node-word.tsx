import { rings } from '../../../ui/states/rings.ts';
import { useRing } from '../canvas/use-ring.ts';

/** The state of a node as a word with its picture. */
export function NodeWord({ name }: { name: string }) {
  const ring = useRing(name);
  const { word, Icon } = rings[ring];
  return (
    <span className={`state-word state-word--${ring}`}>
      <Icon /> {word}
    </span>
  );
}
