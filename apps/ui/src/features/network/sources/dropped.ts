import { UserError } from '@headrace/text';
import type { ChosenFile } from '../evaluate/messages.ts';

/** A folder with more files than this is not one of Kubernetes files. */
const mostFiles = 20_000;

/**
 * What was dropped: files, and those of folders with their own folders.
 *
 * @throws UserError where the browser may not read one of them
 */
export async function dropped(data: DataTransfer): Promise<ChosenFile[]> {
  const found: ChosenFile[] = [];
  // All must be asked for before anything is waited for: the browser takes the list away.
  const items = [...data.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  for (const item of items) {
    // What is dragged out of another page is no entry of a file system, and still a file.
    if (item instanceof File) found.push({ path: item.name, file: item });
    else if (item) await gather(item, found);
  }
  return found;
}

async function gather(entry: FileSystemEntry, into: ChosenFile[]): Promise<void> {
  if (into.length >= mostFiles) return;
  if (isFile(entry)) {
    const path = pathOf(entry);
    into.push({ path, file: await readable(path, (resolve, reject) => entry.file(resolve, reject)) });
  } else if (isFolder(entry)) for (const inner of await entriesOf(entry)) await gather(inner, into);
}

/** A folder gives its entries a hundred at a time, until none is left. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await readable<FileSystemEntry[]>(pathOf(folder), (resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

const pathOf = ({ fullPath }: FileSystemEntry): string => fullPath.replace(/^\//, '');

/** Waits for what the file system gives. It refuses what was moved or removed meanwhile, and what the person may not read. */
async function readable<T>(
  path: string,
  ask: (resolve: (value: T) => void, reject: (e: DOMException) => void) => void,
): Promise<T> {
  try {
    return await new Promise(ask);
  } catch (e) {
    if (!(e instanceof DOMException)) throw e;
    throw new UserError(
      `${path} could not be read: check that it is still there and that you may read it.`,
      'read/gone',
    );
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** What was chosen with a file field; of a folder with its path. */
export const chosen = (list: FileList | null): ChosenFile[] =>
  [...(list ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
