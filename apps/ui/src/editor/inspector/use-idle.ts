import { useEffect, useRef, useState } from 'react';
import { isWholeInSight, keepInSight } from '../canvas/view.ts';
import { selectedNode, useEditor } from '../state.ts';

/**
 * Whether the inspector has nothing to show. What changes while a mouse button is down takes effect when it is up: the canvas
 * must not get another size under a node that is being dragged. What was in sight stays so when the inspector takes its room;
 * afterwards the view is the person's.
 */
export function useIdle(): boolean {
  const name = useEditor(selectedNode);
  const [isIdle, setIdle] = useState(name === undefined);
  const isHeld = useHeld();
  const wasWhole = useRef(false);
  useEffect(() => {
    if (isHeld) return;
    if (isIdle) wasWhole.current = isWholeInSight();
    setIdle(name === undefined);
  }, [isHeld, name, isIdle]);
  useEffect(() => {
    const selected = selectedNode(useEditor.getState());
    if (!isIdle && selected !== undefined) keepInSight(selected, wasWhole.current);
  }, [isIdle]);
  return isIdle;
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
