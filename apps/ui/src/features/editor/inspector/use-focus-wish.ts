import { type RefObject, useEffect, useRef } from 'react';
import { useEditorUi, useFlowEditor } from '../use-editor.ts';

/** The best of them first, wherever they stand: a condition before how its group is joined, a button last. */
const editable = [
  '.condition__leaf :is(input, .cm-content)',
  'input:not([type="checkbox"]):not([type="radio"]), textarea, select, .cm-content',
  'input',
  'button',
];
const tries = 30;
const pause = 50;

/**
 * Puts the cursor into the field that was asked for: at once, or as soon as it is there, since editors are loaded when
 * first needed. Until then the cursor waits in the form, where letters are no commands.
 */
export function useFocusWish(name: string): RefObject<HTMLDivElement | null> {
  const body = useRef<HTMLDivElement>(null);
  const { ui } = useFlowEditor();
  const wish = useEditorUi((s) => s.focus);
  useEffect(() => {
    const form = body.current;
    if (!wish || wish.node !== name || !form) return;
    let left = tries;
    const grant = (): boolean => {
      const field = fieldFor(form, wish.path);
      const target = field && first(field);
      const loading = field?.querySelector('textarea[readonly]') != null;
      if (--left > 0 && (!target || loading)) return false;
      target?.scrollIntoView({ block: 'nearest' });
      target?.focus();
      ui.forgetFocus();
      return true;
    };
    if (grant()) return;
    form.focus({ preventScroll: true });
    const timer = setInterval(() => grant() && clearInterval(timer), pause);
    return () => clearInterval(timer);
  }, [ui, wish, name]);
  return body;
}

function first(field: Element): HTMLElement | undefined {
  for (const kind of editable) {
    const found = field.querySelector<HTMLElement>(kind);
    if (found) return found;
  }
  return undefined;
}

/** The field of a path, or of the nearest part of it that has one; without a path the first that must be decided. */
function fieldFor(body: HTMLElement, path: readonly (string | number)[] | undefined): Element | null {
  if (path === undefined)
    return (
      body.querySelector('[data-missing]') ??
      body.querySelector('.field:has(.expression, .condition)') ??
      body.querySelector('.field')
    );
  for (let end = path.length; end > 0; end--) {
    const found = body.querySelector(`[data-path="${CSS.escape(path.slice(0, end).join('/'))}"]`);
    if (!found) continue;
    for (let part = found.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
      part.open = true;
    return found;
  }
  return body.querySelector('.field');
}
