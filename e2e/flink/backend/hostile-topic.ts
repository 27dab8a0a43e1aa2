import type { OutMessage } from '@headrace/kafka';
import fc from 'fast-check';

export interface HostileTopic {
  readonly messages: readonly OutMessage[];
  /** What a reader that is right makes of them: read = rows + unreadable + deleted. */
  readonly expected: { read: number; rows: number; unreadable: number; deleted: number; emptied: number };
}

type Kind = 'row' | 'emptied' | 'unreadable' | 'deleted';

interface Hostile {
  readonly kind: Kind;
  readonly rows: number;
  readonly value: string | null;
}

const of = (kind: Kind, value: fc.Arbitrary<string | null>, rows = 1) =>
  value.map((text): Hostile => ({ kind, rows: kind === 'unreadable' || kind === 'deleted' ? 0 : rows, value: text }));

const id = fc.nat({ max: 1_000_000 });
const n = fc.integer({ min: 0, max: 9 });
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((t) => t.toWellFormed());
const object = fc.record({ id, n, text, at: fc.constant('2026-04-07 08:15:30.25') });

/** Every kind of message that a topic may hold, in one table: what it is, and how it must be accounted for. */
const kinds = fc.oneof(
  {
    weight: 20,
    arbitrary: of(
      'row',
      object.map((o) => JSON.stringify(o)),
    ),
  },
  {
    weight: 2,
    arbitrary: of(
      'row',
      fc.record({ id, other: fc.json() }).map((o) => JSON.stringify(o)),
    ),
  },
  {
    weight: 1,
    arbitrary: of(
      'row',
      object.map((o) => JSON.stringify(o, null, 2)),
    ),
  },
  { weight: 1, arbitrary: of('row', fc.constant('{}')) },
  {
    weight: 1,
    arbitrary: of(
      'row',
      n.map((v) => `{"id": 1, "n": "${v}"}`),
    ),
  },
  {
    weight: 1,
    arbitrary: of(
      'row',
      fc.tuple(object, object, object).map((o) => JSON.stringify(o)),
      3,
    ),
  },
  { weight: 1, arbitrary: of('row', fc.constant(`{"id": 1, "text": "${'x'.repeat(3_000)}"}`)) },
  {
    weight: 1,
    arbitrary: of(
      'emptied',
      id.map((v) => `{"id": ${v}.5, "n": 1}`),
    ),
  },
  { weight: 1, arbitrary: of('emptied', fc.constant('{"id": 1, "n": "many"}')) },
  { weight: 1, arbitrary: of('emptied', fc.constant('{"id": 1, "at": "2026-02-30 08:00:00"}')) },
  { weight: 1, arbitrary: of('emptied', fc.constant('{"id": 9223372036854775808}')) },
  { weight: 1, arbitrary: of('emptied', fc.constant('{"id": [1, {"id": 2}], "n": 3}')) },
  {
    weight: 1,
    arbitrary: of(
      'unreadable',
      object.map((o) => JSON.stringify(o).slice(0, -1)),
    ),
  },
  {
    weight: 1,
    arbitrary: of(
      'unreadable',
      object.map((o) => `${JSON.stringify(o)}${JSON.stringify(o)}`),
    ),
  },
  {
    weight: 1,
    arbitrary: of(
      'unreadable',
      text.map((t) => `not json ${t}`),
    ),
  },
  {
    weight: 1,
    arbitrary: of('unreadable', fc.constantFrom('', ' ', 'null', '7', '"text"', '[]', '[7]', '[{"id": 1}, null]')),
  },
  { weight: 1, arbitrary: of('unreadable', fc.constant(`${'['.repeat(5_000)}`)) },
  { weight: 1, arbitrary: of('unreadable', fc.constant(`{"id": ${'9'.repeat(2_000)}}`)) },
  { weight: 1, arbitrary: of('unreadable', fc.constant("{'id': 1}")) },
  { weight: 1, arbitrary: of('deleted', fc.constant(null)) },
);

/** So many messages of every kind, with keys and without; the same ones each time. */
export function hostileTopic(topic: string, size: number): HostileTopic {
  const found = fc.sample(fc.tuple(kinds, fc.option(text)), { numRuns: size, seed: 9 });
  const count = (kind: Kind) => found.filter(([h]) => h.kind === kind).length;
  const rows = found.reduce((all, [h]) => all + h.rows, 0);
  const [unreadable, deleted] = [count('unreadable'), count('deleted')];
  return {
    messages: found.map(([h, key]) => ({ topic, key, value: h.value })),
    expected: { read: rows + unreadable + deleted, rows, unreadable, deleted, emptied: count('emptied') },
  };
}
