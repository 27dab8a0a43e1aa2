import { setTimeout as sleep } from 'node:timers/promises';
import type { Example, PreviewEvent } from '@headrace/api';
import type { Headrace } from '../../e2e/support/headrace.ts';
import { timeAsync } from '../support/measure.ts';

const others = 12;
/** Until the others have caught up with their topics and are live, ms. Before that the measure would be of twelve starts. */
const settle = 15_000;

/**
 * From the request for a preview to its first row, through the API as a page asks, while others are live and looked at.
 * @returns times in ms
 */
export async function besideOthers(headrace: Headrace, runs: number): Promise<number[]> {
  const api = `${headrace.address}/api`;
  const headers = { origin: headrace.address, 'content-type': 'application/json' };
  const [example] = (await (await fetch(`${api}/examples`)).json()) as Example[];
  const left = new AbortController();

  /** Each begins at another time, so that none is shared. @returns its end, once its first row has come */
  const open = async (timestamp: number, signal: AbortSignal): Promise<() => Promise<unknown>> => {
    const body = JSON.stringify({ text: example?.text ?? '', from: { kind: 'time', timestamp } });
    const opened = await fetch(`${api}/previews`, { method: 'POST', headers, body });
    if (!opened.ok) throw new Error(`no preview: ${await opened.text()}`);
    const { id } = (await opened.json()) as { id: string };
    const stream = await fetch(`${api}/previews/${id}/events`, { signal });
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the preview ended without a row');
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      if (blocks.some(hasRow)) break;
    }
    void drain(reader).catch(() => {});
    return () => fetch(`${api}/previews/${id}`, { method: 'DELETE', headers });
  };

  for (let i = 0; i < others; i++) await open(i + 1, left.signal);
  await sleep(settle);
  let next = others;
  const ends: (() => Promise<unknown>)[] = [];
  const took = await timeAsync(async () => {
    ends.push(await open(++next, left.signal));
    // Only so many slots are there; ending costs less than a millisecond here.
    await ends.shift()?.();
  }, runs);
  left.abort();
  return took;
}

function hasRow(block: string): boolean {
  const data = /^data: (.*)$/m.exec(block)?.[1];
  const event = data === undefined ? undefined : (JSON.parse(data) as PreviewEvent);
  return event?.kind === 'rows' && event.rows.length > 0;
}

/** As a page, reads on. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}
