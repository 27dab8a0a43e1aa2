import { useEffect } from 'react';
import { runCommand } from './commands.ts';
import type { FlowEditor } from './flow-editor.ts';
import { commandOf } from './keys.ts';
import { copySelection, cutSelection, paste } from './selection.ts';

const fields = 'input, textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"], [role="separator"]';
/** Where the cursor waits for a field that is not there yet. */
const waiting = '.inspector__form';
/** Arrow keys and Enter belong to these; letters do not. */
const controls = 'button, a, [role="tab"], [role="grid"], [role="row"]';
const ownKeys = new Set(['Enter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Backspace']);

/** The editor of the page that was used last: keys that are pressed outside of any are meant for it. */
let lastUsed: FlowEditor | undefined;

/** The keyboard of an editor. */
export function useKeys(editor: FlowEditor): void {
  useEffect(() => {
    lastUsed ??= editor;
    const isMeant = (event: Event): boolean => {
      const inside = event.target instanceof Element ? event.target.closest('.editor') : null;
      return inside ? inside === editor.root : lastUsed === editor;
    };
    const onUse = (event: Event) => {
      if (isMeant(event)) lastUsed = editor;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isMeant(event)) return;
      if (event.defaultPrevented || document.querySelector('.cds--modal.is-visible, .add-menu')) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const inField = target.closest(fields) !== null || target.matches(waiting);
      if (ownKeys.has(event.key) && target.closest(controls)) return;
      const command = commandOf(event, inField);
      if (command && runCommand(editor, command)) event.preventDefault();
    };
    const onCopy = (event: ClipboardEvent) => isMeant(event) && takeCopy(event, () => copySelection(editor));
    const onCut = (event: ClipboardEvent) => isMeant(event) && takeCopy(event, () => cutSelection(editor));
    const onPaste = (event: ClipboardEvent) => {
      if (!isMeant(event) || isInField(event)) return;
      if (paste(editor, event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    const ends = new AbortController();
    const { signal } = ends;
    for (const kind of ['pointerdown', 'focusin']) addEventListener(kind, onUse, { capture: true, signal });
    addEventListener('keydown', onKeyDown, { signal });
    document.addEventListener('copy', onCopy, { signal });
    document.addEventListener('cut', onCut, { signal });
    document.addEventListener('paste', onPaste, { signal });
    return () => {
      ends.abort();
      if (lastUsed === editor) lastUsed = undefined;
    };
  }, [editor]);
}

const isInField = ({ target }: Event): boolean => target instanceof Element && target.closest(fields) !== null;

/** Text that somebody marked, or a field's, is theirs; otherwise what is selected on the canvas is meant. */
function isText(event: ClipboardEvent): boolean {
  return isInField(event) || (getSelection()?.toString() ?? '') !== '';
}

function takeCopy(event: ClipboardEvent, take: () => string | undefined): void {
  if (isText(event)) return;
  const text = take();
  if (text === undefined) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
}
