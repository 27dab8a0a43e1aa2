import { existsSync, readFileSync, statSync } from 'node:fs';
import { catalogue, connectionsProblem, parseConnections, viewOf } from '@headrace/connections';
import type { ConnectionView } from '@headrace/flow';
import { ContractError } from '@headrace/service';

/** The registered connections; an edit of their file needs no restart. */
export class Connections {
  private readonly file: string;
  private read: { readonly at: number; readonly list: readonly ConnectionView[] } | undefined;

  constructor(file: string) {
    this.file = file;
  }

  /** Without credentials: for compiling, here and in the browser. */
  readonly views = (): readonly ConnectionView[] => {
    if (!existsSync(this.file)) return [];
    const at = statSync(this.file).mtimeMs;
    if (this.read?.at !== at) this.read = { at, list: this.load() };
    return this.read.list;
  };

  private load(): readonly ConnectionView[] {
    // An administrator wrote the file, and its reader takes time by its length: it is read on the event loop.
    const read = parseConnections(readFileSync(this.file, 'utf8'));
    if ('code' in read) {
      const { code, title, detail } = connectionsProblem(read);
      throw new ContractError(code, title, { detail });
    }
    return read.connections.map((connection) => viewOf(catalogue, connection));
  }
}
