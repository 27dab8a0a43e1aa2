import { IconButton } from '@carbon/react';
import { ArrowDown, ArrowUp, UpToTop } from '@carbon/react/icons';
import type { OutputLine } from './lines.ts';

interface MoveProps {
  readonly line: OutputLine;
  /** Its place among `count`. */
  readonly i: number;
  readonly count: number;
  readonly move: (step: 1 | -1) => void;
}

export function MoveButtons({ line, i, count, move }: MoveProps) {
  return (
    <>
      <IconButton
        kind="ghost"
        size="xs"
        align="left"
        label={`${line.name} up`}
        disabled={i === 0}
        onClick={() => move(-1)}
      >
        <ArrowUp />
      </IconButton>
      <IconButton
        kind="ghost"
        size="xs"
        align="left"
        label={`${line.name} down`}
        disabled={i === count - 1}
        onClick={() => move(1)}
      >
        <ArrowDown />
      </IconButton>
    </>
  );
}

/** Makes a field a property of its own. */
export function LiftButton({ line, lift }: { line: OutputLine; lift: () => void }) {
  return (
    <IconButton
      kind="ghost"
      size="xs"
      align="left"
      label={`Lift ${line.name} out`}
      disabled={!line.reachable || !line.leaves}
      onClick={lift}
    >
      <UpToTop />
    </IconButton>
  );
}
