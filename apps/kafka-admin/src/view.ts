import type { SampleMessage } from '@headrace/api';
import type { ReadMessage } from '@headrace/kafka';

/** Longest value (bytes) that is sent to a browser. */
const longest = 64 * 1024;

/** A message as the contract has it: text, cut where it is very long. */
export function toSample(message: ReadMessage): SampleMessage {
  return {
    partition: message.partition,
    offset: String(message.offset),
    timestamp: message.timestamp,
    key: message.key === null ? null : cut(message.key),
    headers: headersOf(message),
    value: message.value === null ? null : cut(message.value),
  };
}

/** Headers as text; of several with one name the last counts, as in Flink. */
export function headersOf(message: ReadMessage): Record<string, string> {
  return Object.fromEntries(message.headers.map(([name, value]) => [name, cut(value)]));
}

function cut(bytes: Buffer): string {
  return bytes.subarray(0, longest).toString('utf8');
}
