import type { RecordsBatch } from '@platformatic/kafka';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AbortedTransaction, committedMessages } from './committed.ts';

const transactional = 0x10;
const control = 0x20;

function batch(firstOffset: number, producerId: number, attributes: number, key: Buffer | null): RecordsBatch {
  const record = {
    length: 0,
    attributes: 0,
    timestampDelta: 0n,
    offsetDelta: 0,
    key,
    value: Buffer.from('v'),
    headers: [],
  };
  return {
    firstOffset: BigInt(firstOffset),
    length: 0,
    partitionLeaderEpoch: 0,
    magic: 2,
    crc: 0,
    attributes,
    lastOffsetDelta: 0,
    firstTimestamp: 1000n,
    maxTimestamp: 1000n,
    producerId: BigInt(producerId),
    producerEpoch: 0,
    firstSequence: 0,
    records: [record],
  };
}

const marker = (commits: boolean) => Buffer.from([0, 0, 0, commits ? 1 : 0]);

/** A partition as brokers write it: producers take turns, each ends its transaction before its next one. */
function partition(steps: readonly { producer: number; step: 'write' | 'commit' | 'abort' }[]) {
  const batches: RecordsBatch[] = [];
  const aborted: AbortedTransaction[] = [];
  const committed: number[] = [];
  const open = new Map<number, number[]>();
  for (const { producer, step } of steps) {
    const offset = batches.length;
    if (producer === 0) {
      batches.push(batch(offset, -1, 0, null));
      committed.push(offset);
    } else if (step === 'write') {
      batches.push(batch(offset, producer, transactional, null));
      open.set(producer, [...(open.get(producer) ?? []), offset]);
    } else if (open.has(producer)) {
      batches.push(batch(offset, producer, transactional | control, marker(step === 'commit')));
      const written = open.get(producer) ?? [];
      if (step === 'commit') committed.push(...written);
      else aborted.push({ producerId: BigInt(producer), firstOffset: BigInt(written[0] ?? 0) });
      open.delete(producer);
    }
  }
  return { batches, aborted, committed: committed.sort((a, b) => a - b), open };
}

const steps = fc.array(
  fc.record({ producer: fc.integer({ min: 0, max: 3 }), step: fc.constantFrom('write', 'commit', 'abort') }),
  { maxLength: 60 },
);

test('of any mix of transactions exactly the committed messages are given', () => {
  fc.assert(
    fc.property(steps, (mix) => {
      const { batches, aborted, committed, open } = partition(mix);
      // A reader of committed messages is given nothing from the first open transaction on.
      const stable = Math.min(batches.length, ...[...open.values()].map(([first = 0]) => first));
      const offsets = committedMessages(0, batches.slice(0, stable), aborted).map(({ offset }) => Number(offset));
      expect(offsets).toEqual(committed.filter((offset) => offset < stable));
    }),
    { numRuns: 1000 },
  );
});

test('an aborted transaction is dropped also where its end lies in a later piece', () => {
  const aborted = [{ producerId: 7n, firstOffset: 0n }];
  expect(committedMessages(0, [batch(0, 7, transactional, null), batch(1, 7, transactional, null)], aborted)).toEqual(
    [],
  );
});
