import { useEffect } from 'react';
import { commandOf } from '../shell/keys.ts';
import { runCommand } from './commands.ts';
import { copySelection, cutSelection, paste } from './selection.ts';

const fields = 'input, textarea, select, [contenteditable="true"], [role="listbox"], [role="menu"], [role="separator"]';
/** Where the cursor waits for a field that is not there yet. */
const waiting = '.inspector__form';
/** Arrow keys and Enter belong to these; letters do not. */
const controls = 'button, a, [role="tab"], [role="grid"], [role="row"]';
const ownKeys = new Set(['Enter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Backspace']);

/** The keyboard of the editor. */
export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('.cds--modal.is-visible, .add-menu')) return;
      const target = event.target as HTMLElement;
      const inField = target.closest(fields) !== null || target.matches(waiting);
      if (ownKeys.has(event.key) && target.closest(controls)) return;
      const command = commandOf(event, inField);
      if (command && runCommand(command)) event.preventDefault();
    };
    const onCopy = (event: ClipboardEvent) => takeCopy(event, copySelection);
    const onCut = (event: ClipboardEvent) => takeCopy(event, cutSelection);
    addEventListener('keydown', onKeyDown);
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      removeEventListener('keydown', onKeyDown);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}

/** Text that somebody marked, or a field's, is theirs; otherwise what is selected on the canvas is meant. */
function isText(event: ClipboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return target?.closest?.(fields) != null || (getSelection()?.toString() ?? '') !== '';
}

function takeCopy(event: ClipboardEvent, take: () => string | undefined): void {
  if (isText(event)) return;
  const text = take();
  if (text === undefined) return;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
}

function onPaste(event: ClipboardEvent): void {
  if ((event.target as HTMLElement | null)?.closest?.(fields)) return;
  if (paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
}
