import type { NodeCounts } from '@headrace/api';
import { formatCount, formatExact } from '../../../lib/format/numbers.ts';

/** Rows at a node that did not simply go on: what is shown, and the sentence behind it. */
export interface Lost {
  readonly short: string;
  readonly message: string;
}

type Key = 'unreadable' | 'emptied' | 'untimed' | 'late' | 'failed';

const words: readonly [Key, string, (count: string) => string][] = [
  ['failed', 'failed', (n) => `${n} times a row made this node fail.`],
  ['unreadable', 'unreadable', (n) => `${n} messages could not be read and were left out.`],
  ['late', 'late', (n) => `${n} rows came after their window had closed and were left out.`],
  [
    'emptied',
    'partly empty',
    (n) => `In ${n} messages a value did not fit the type of its property, which was left empty.`,
  ],
  ['untimed', 'without event time', (n) => `${n} rows have no event time. Windows leave them out.`],
];

/** What there is to say of a node, the worst first; undefined when all rows went on. */
export function lostAt(counts: NodeCounts | undefined): Lost | undefined {
  const found = words.filter(([key]) => (counts?.[key] ?? 0) > 0);
  const [first] = found;
  if (!first) return undefined;
  const number = (key: Key) => counts?.[key] ?? 0;
  const examples = [counts?.unreadableExample, counts?.emptiedExample].flatMap((example) =>
    example?.partition == null ? [] : [`Partition ${example.partition}, offset ${example.offset}: ${example.reason}`],
  );
  return {
    short: `${formatCount(number(first[0]))} ${first[1]}`,
    message: [...found.map(([key, , say]) => say(formatExact(number(key)))), ...examples].join(' '),
  };
}
