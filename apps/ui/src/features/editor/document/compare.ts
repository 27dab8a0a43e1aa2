export interface DiffLine {
  readonly kind: 'same' | 'mine' | 'theirs';
  readonly text: string;
}

/** Line by line what two texts have in common and what only one has (longest common subsequence). */
export function compareLines(mine: string, theirs: string): DiffLine[] {
  const a = mine.split('\n');
  const b = theirs.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const same = (lines: string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return [
    ...same(a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ];
}

/** Beyond this the table would be too large; the changed parts are then shown one after the other. */
const largest = 4_000_000;

function middle(a: string[], b: string[]): DiffLine[] {
  const only = (kind: 'mine' | 'theirs', lines: string[]): DiffLine[] => lines.map((text) => ({ kind, text }));
  if (a.length * b.length > largest) return [...only('mine', a), ...only('theirs', b)];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i++] ?? '' });
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push({ kind: 'mine', text: a[i++] ?? '' });
    else lines.push({ kind: 'theirs', text: b[j++] ?? '' });
  }
  return [...lines, ...only('mine', a.slice(i)), ...only('theirs', b.slice(j))];
}
