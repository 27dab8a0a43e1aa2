import type { Fetch } from '@headrace/tls';

/** Largest response in bytes: a page of results has at most 16 MiB before it is encoded as JSON. */
const most = 64 * 1024 * 1024;
/** Largest error response in bytes. */
const mostRefusal = 1024 * 1024;

/**
 * Reads the text of a response up to a limit, since the server may not be Flink, and a stack trace may have any length.
 * @returns the text; `whole` is false if the response is longer
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
