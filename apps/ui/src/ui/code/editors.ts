import { columnInExpression } from '@headrace/flow';

/** An editor that is on the screen, as far as others may use it. */
export interface OpenEditor {
  insert(text: string): void;
  focus(): void;
}

const open = new Map<string, OpenEditor>();

export function registerEditor(id: string, editor: OpenEditor): () => void {
  open.set(id, editor);
  return () => {
    if (open.get(id) === editor) open.delete(id);
  };
}

/** Writes a column's name where the cursor of an editor is. */
export function insertInto(id: string, name: string): void {
  open.get(id)?.insert(columnInExpression(name));
}
