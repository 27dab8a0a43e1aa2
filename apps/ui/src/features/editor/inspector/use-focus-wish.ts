import { type RefObject, useEffect, useRef, useState } from 'react';
import { FormFocus } from '../forms/focus.ts';
import { useEditorUi, useFlowEditor } from '../use-editor.ts';

/**
 * Puts the cursor into the field that was asked for: at once, or as soon as it is there, since editors are loaded when
 * first needed. Until then the cursor waits in the form, where letters are no commands.
 */
export function useFocusWish(name: string): { focus: FormFocus; body: RefObject<HTMLDivElement | null> } {
  const { ui } = useFlowEditor();
  const [focus] = useState(() => new FormFocus());
  const body = useRef<HTMLDivElement>(null);
  const wish = useEditorUi((s) => s.focus);
  useEffect(() => {
    if (wish?.node !== name || wish.path?.[0] === 'output') return;
    const isThere = focus.ask(wish.path?.slice(1), () => ui.forgetFocus());
    if (!isThere) body.current?.focus({ preventScroll: true });
    return () => focus.forget();
  }, [focus, ui, wish, name]);
  return { focus, body };
}
