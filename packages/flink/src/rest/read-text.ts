import type { Fetch } from '@headrace/tls';

/** Largest answer that is read, in bytes: a page of results has at most 16 MiB before it becomes JSON. */
const most = 64 * 1024 * 1024;
/** Largest answer that says why something was refused. */
const mostRefusal = 1024 * 1024;

/**
 * Reads the text of an answer, but never more than that: who answers may be no Flink, and a trace may be of any length.
 * @returns `whole` is false when the answer goes on
 */
export async function readText(answer: Awaited<ReturnType<Fetch>>, limit = answer.ok ? most : mostRefusal) {
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  for await (const piece of answer.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    read += piece.length;
    if (read > limit) return { text, whole: false };
  }
  return { text: text + decoder.decode(), whole: true };
}
