import { useEffect, useRef, useState } from 'react';
import { selectedNode } from '../state.ts';
import { useEditorUi, useFlowEditor } from '../use-editor.ts';

/**
 * Whether the inspector has nothing to show. What changes while a mouse button is down takes effect when it is up: the canvas
 * must not get another size under a node that is being dragged. What was in sight stays so when the inspector takes its room;
 * afterwards the view is the person's.
 */
export function useIdle(): boolean {
  const { ui, canvas } = useFlowEditor();
  const name = useEditorUi(selectedNode);
  const [isIdle, setIdle] = useState(name === undefined);
  const isHeld = useHeld();
  const wasWhole = useRef(false);
  useEffect(() => {
    if (isHeld) return;
    if (isIdle) wasWhole.current = canvas.viewport.isWholeInSight();
    setIdle(name === undefined);
  }, [canvas, isHeld, name, isIdle]);
  useEffect(() => {
    const selected = selectedNode(ui.state);
    if (!isIdle && selected !== undefined) canvas.viewport.keepInSight(selected, wasWhole.current);
  }, [canvas, ui, isIdle]);
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
