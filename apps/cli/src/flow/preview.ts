import { PreviewEvent } from '@headrace/api';
import { hasErrors } from '@headrace/flow';
import { CannotRun } from '../cannot-run.ts';
import { complain, printAsJson } from '../terminal.ts';
import { lineOf, readFlow } from './file.ts';
import { type From, startOf } from './from.ts';
import type { Server } from './server.ts';
import { faultsBeforeTrust } from './trust.ts';

export interface PreviewOptions {
  readonly node?: string;
  readonly rows: number;
  readonly from: From;
  readonly trust: boolean;
}

/**
 * `headrace flow preview`: rows on standard output, one JSON object a line: `{"node", "change", "row": {column: text}}`, and
 * `"cut": {column: characters in all}` where a text was too long to be sent whole.
 * Ends after so many rows, or with Ctrl-C.
 */
export async function preview(path: string, options: PreviewOptions, server: Server): Promise<number> {
  const file = readFlow(path);
  const faults = hasErrors(file.parsed.diagnostics)
    ? file.parsed.diagnostics
    : await faultsBeforeTrust(file, options.trust, server);
  if (faults) {
    for (const d of faults) complain(lineOf(file, d));
    return 1;
  }
  const body = { text: file.text, from: startOf(options.from) };
  const { id } = await server.call<{ id: string }>('POST', '/api/previews', body);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    return await show(server, id, options, stop.signal);
  } catch (e) {
    if (stop.signal.aborted) return 0;
    throw e;
  } finally {
    stop.abort();
    await server.call('DELETE', `/api/previews/${encodeURIComponent(id)}`).catch(() => undefined);
  }
}

async function show(server: Server, id: string, options: PreviewOptions, signal: AbortSignal): Promise<number> {
  const columns = new Map<string, string[]>();
  let left = options.rows;
  for await (const { data } of server.events(`/api/previews/${encodeURIComponent(id)}/events`, signal)) {
    const event = PreviewEvent.parse(JSON.parse(data));
    if (event.kind === 'ports') {
      for (const [port, list] of Object.entries(event.ports))
        columns.set(
          port,
          list.map((c) => c.name),
        );
      if (options.node !== undefined && !columns.has(options.node))
        throw new CannotRun(`There is no '${options.node}' to preview. There are: ${[...columns.keys()].join(', ')}.`);
    } else if (event.kind === 'state' && (event.state === 'failed' || event.state === 'ended')) {
      complain(event.sentence);
      return event.state === 'failed' ? 1 : 0;
    } else if (event.kind === 'notice') complain(event.diagnostic.message);
    else if (event.kind === 'rows')
      for (const row of event.rows) {
        if (options.node !== undefined && row.port !== options.node) continue;
        const names = columns.get(row.port) ?? [];
        const nameOf = (index: string | number) => names[Number(index)] ?? String(index);
        const fields = Object.fromEntries(row.fields.map((value, i) => [nameOf(i), value]));
        const cut = row.cut && Object.fromEntries(Object.entries(row.cut).map(([i, length]) => [nameOf(i), length]));
        printAsJson({ node: row.port, change: row.change, row: fields, ...(cut ? { cut } : {}) });
        if (--left <= 0) return 0;
      }
  }
  return 0;
}
