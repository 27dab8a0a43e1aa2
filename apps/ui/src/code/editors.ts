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

/** Words that stand for themselves in Flink SQL; any other name is quoted. */
const plain = /^[A-Za-z][A-Za-z0-9_]*$/;
const reserved = new Set(
  'all and any as asc between both case cast char count current date day default desc distinct double else end exists false float for from full group hour in inner int integer interval is join key left like limit minute month none not null on or order outer position range right row rows second select session set some start table then time timestamp to true union unique user using value values when where window with year'.split(
    ' ',
  ),
);

/** A column's name as an expression writes it. */
export const inExpression = (name: string): string =>
  plain.test(name) && !reserved.has(name.toLowerCase()) ? name : `\`${name.replaceAll('`', '``')}\``;

/** Writes a column's name where the cursor of an editor is. */
export function insertInto(id: string, name: string): void {
  open.get(id)?.insert(inExpression(name));
}
