import { useEffect, useRef, useState } from 'react';
import { keepInSight, type Sight, sightNow } from '../canvas/view.ts';
import { selectedNode, useEditor } from '../state.ts';

/**
 * Whether the inspector has nothing to show. What changes while a mouse button is down takes effect when it is up: the canvas
 * must not get another size under a node that is being dragged. What was in sight stays so while the inspector is there.
 */
export function useIdle(): boolean {
  const name = useEditor(selectedNode);
  const [shown, setShown] = useState(name);
  const isHeld = useHeld();
  const before = useRef<Sight>(undefined);
  useEffect(() => {
    if (isHeld) return;
    // Before the inspector takes its room.
    if (name !== undefined) before.current ??= sightNow();
    setShown(name);
  }, [isHeld, name]);
  useEffect(() => {
    if (shown !== undefined) keepInSight(shown, before.current);
    else before.current = undefined;
  }, [shown]);
  return shown === undefined;
}

/** Whether a mouse button is down, or a finger. */
function useHeld(): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const down = () => setHeld(true);
    const up = () => setHeld(false);
    const options = { capture: true };
    addEventListener('pointerdown', down, options);
    for (const kind of ['pointerup', 'pointercancel', 'blur']) addEventListener(kind, up, options);
    return () => {
      removeEventListener('pointerdown', down, options);
      for (const kind of ['pointerup', 'pointercancel', 'blur']) removeEventListener(kind, up, options);
    };
  }, []);
  return isHeld;
}
