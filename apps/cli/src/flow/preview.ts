import { hasErrors, nearest, type StartFrom } from '@headrace/flow';
import { UserError } from '@headrace/text';
import { complain, printAsJson } from '../terminal.ts';
import { checked } from './checked.ts';
import { readFlow, refuseFlow } from './file.ts';
import type { Server } from './server.ts';

export interface PreviewOptions {
  readonly node?: string;
  readonly rows: number;
  readonly from: StartFrom;
  readonly trust: boolean;
  /** What else there is to say comes as JSON on standard output too: `{"notice"}`, `{"diagnostics"}`. */
  readonly json: boolean;
}

/**
 * `headrace flow preview`: rows on standard output, one JSON object a line: `{"node", "change", "row": {column: text}}`, and
 * `"cut": {column: characters in all}` where a text was too long to be sent whole.
 * Ends after so many rows, or with Ctrl-C.
 */
export async function preview(path: string, options: PreviewOptions, server: Server): Promise<number> {
  const file = readFlow(path);
  const { diagnostics, ports } = await checked(file, options.trust, server);
  if (hasErrors(diagnostics)) return refuseFlow(file, diagnostics, options.json);
  if (options.node !== undefined && !Object.hasOwn(ports, options.node))
    throw noSuchNode(options.node, Object.keys(ports));
  const body = { text: file.text, from: options.from };
  const { id } = await server.api.previews.open({ body });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    return await show(server, id, options, stop.signal);
  } catch (e) {
    if (stop.signal.aborted) return 0;
    throw e;
  } finally {
    stop.abort();
    await server.api.previews.leave({ params: { id } }).catch(() => undefined);
  }
}

async function show(server: Server, id: string, options: PreviewOptions, signal: AbortSignal): Promise<number> {
  const columns = new Map<string, string[]>();
  let left = options.rows;
  for await (const { data: event } of server.api.previews.follow({ params: { id } }, { signal })) {
    if (event.kind === 'ports') {
      for (const [port, list] of Object.entries(event.ports))
        columns.set(
          port,
          list.map((c) => c.name),
        );
      if (options.node !== undefined && !columns.has(options.node)) throw noSuchNode(options.node, [...columns.keys()]);
    } else if (event.kind === 'state' && (event.state === 'failed' || event.state === 'ended')) {
      if (options.json) printAsJson({ [event.state]: { message: event.message, node: event.node ?? null } });
      else complain(event.message);
      return event.state === 'failed' ? 1 : 0;
    } else if (event.kind === 'notice') {
      if (options.json) printAsJson({ notice: event.diagnostic });
      else complain(event.diagnostic.message);
    } else if (event.kind === 'rows')
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

function noSuchNode(name: string, names: readonly string[]): UserError {
  const guess = nearest(name, names);
  const hint = guess === undefined ? `There are: ${names.join(', ')}.` : `Did you mean '${guess}'?`;
  return new UserError(`There is no '${name}' to preview. ${hint}`, 'command/no-node');
}
