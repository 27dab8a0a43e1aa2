export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** Takes the tables (`| a | b |`) out of a Markdown text: the renderer knows plain CommonMark, which has none. */
export function splitTables(markdown: string): Part[] {
  const parts: Part[] = [];
  for (const block of markdown.split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    const isTable = lines.length > 1 && lines.every((line) => line.trimStart().startsWith('|'));
    const last = parts.at(-1);
    if (isTable) parts.push({ kind: 'table', rows: lines.filter((line) => !/^[\s|:-]+$/.test(line)).map(cellsOf) });
    else if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: `${last.text}\n\n${block}` };
    else parts.push({ kind: 'text', text: block });
  }
  return parts;
}

/** `\|` is a bar inside a cell. */
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
