import { existsSync, readFileSync, statSync } from 'node:fs';
import { Connection, type ConnectionView } from '@headrace/flow';
import { parse } from 'yaml';
import * as z from 'zod';
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
    let data: unknown;
    try {
      data = parse(readFileSync(this.file, 'utf8')) ?? [];
    } catch {
      refuse(500, 'connections/unreadable', 'The file of connections is not YAML. An administrator must correct it.');
    }
    const list = z.array(Connection).safeParse(data);
    if (!list.success) {
      const where = list.error.issues[0]?.path.join('.') ?? '';
      refuse(
        500,
        'connections/invalid',
        `The file of connections is not right at '${where}'. An administrator must correct it.`,
      );
    }
    return list.data.map(({ name, kind, bootstrapServers }) => ({ name, kind, bootstrapServers }));
  }
}
