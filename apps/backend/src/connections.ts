import { existsSync, readFileSync, statSync } from 'node:fs';
import { type ConnectionView, parseConnections } from '@headrace/flow';
import { refuse } from './refuse.ts';

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
    const read = parseConnections(readFileSync(this.file, 'utf8'));
    if ('code' in read)
      refuse(
        500,
        'connections/invalid',
        `The file of connections is not right at line ${read.line}, column ${read.column}. An administrator must correct it.`,
        read.message,
      );
    return read.connections.map(({ name, kind, bootstrapServers }) => ({ name, kind, bootstrapServers }));
  }
}
