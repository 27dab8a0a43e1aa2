import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { type Finding, type Place, readBounds, type SourceFile } from '@headrace/netpol';
import { errorCode, printableLine, UserError } from '@headrace/text';

const endings = ['.yaml', '.yml', '.json'];

export interface FilesRead {
  readonly files: SourceFile[];
  /** What of a folder was not read, in sentences. */
  readonly passedOver: readonly string[];
}

/** The Kubernetes files of a directory (its folders included), one file, or `-` for standard input. */
export function filesAt(path: string): FilesRead {
  if (path === '-') return { files: [{ file: '-', text: standardInput() }], passedOver: [] };
  try {
    if (!statSync(path).isDirectory()) return { files: [fileAt(path)], passedOver: [] };
    const { files, others, links } = within(path);
    if (files.length === 0)
      throw new UserError(`${path} holds no ${endings.join(', ')} file. Name a folder with Kubernetes files.`);
    return {
      files: files.map(fileAt),
      passedOver: [
        ...said(path, 'neither .yaml, .yml nor .json', others),
        ...said(path, 'no files, and links to none', links),
      ],
    };
  } catch (e) {
    if (e instanceof UserError) throw e;
    throw cannotRead(path, e);
  }
}

const whys: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file or folder of this name. Check how it is written, and in which folder you are.',
  EISDIR: 'It is a folder, and a file is wanted here. Name one of its files.',
  ENOTDIR: 'A part of the path before its last name is a file, and no folder. Check how it is written.',
  EACCES: 'You may not read it. Ask whoever owns it, or change its permissions.',
  EPERM: 'You may not read it. Ask whoever owns it, or change its permissions.',
  ELOOP: 'It is a link that leads to itself. Name the file that is meant.',
  ENAMETOOLONG: 'No file can have such a long name. Check how it is written.',
  EMFILE: 'Too many files are open. Close other programs, or raise the limit (ulimit -n).',
  EIO: 'The disk or the network share that holds it fails. Try again, or copy the file first.',
};

const saidBy = (e: unknown): string => errorCode(e) ?? String(e);

/** Why a path cannot be read, in a sentence. */
function cannotRead(path: string, e: unknown): UserError {
  return new UserError(`${path} cannot be read. ${whys[errorCode(e) ?? ''] ?? `The system says ${saidBy(e)}.`}`);
}

interface Within {
  readonly files: readonly string[];
  /** With another ending. */
  readonly others: readonly string[];
  /** Links to folders, which may lead in a circle, or to nothing; and what is no file. */
  readonly links: readonly string[];
}

/** A file that stands there under several names, as in a mounted ConfigMap, is one file. */
function within(folder: string): Within {
  const files = new Map<string, string>();
  const others: string[] = [];
  const links: string[] = [];
  for (const [path, entry] of entriesOf(folder).sort(byPath)) {
    if (!entry.isFile() && !leadsToFile(path)) links.push(path);
    else if (!endings.includes(extname(path).toLowerCase()) && entry.name !== 'Kustomization') others.push(path);
    else if (!files.has(realpathSync(path))) files.set(realpathSync(path), path);
  }
  return { files: [...files.values()], others, links };
}

/** Folders of other programs, with files in number that are none of Kubernetes. */
const foreign = ['.git', 'node_modules'];

/** Not by Node's own recursion, which follows links to folders in circles. */
function entriesOf(folder: string): (readonly [string, Dirent])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && foreign.includes(entry.name)) return [];
    return entry.isDirectory() ? entriesOf(path) : [[path, entry] as const];
  });
}

function leadsToFile(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    // To nothing, to itself, or to where this person may not look: named, as links to folders are.
    return false;
  }
}

const byPath = ([a]: readonly [string, Dirent], [b]: readonly [string, Dirent]): number => (a < b ? -1 : 1);

const most = 5;

function said(folder: string, why: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const names = paths.slice(0, most).map((path) => relative(folder, path));
  const more = paths.length > most ? ` and ${paths.length - most} more` : '';
  return [printableLine(`Passed over in ${folder} (${why}): ${names.join(', ')}${more}.`)];
}

function standardInput(): string {
  try {
    return bounded(readFileSync(0));
  } catch (e) {
    throw new UserError(
      errorCode(e) === 'EISDIR'
        ? 'Standard input is a folder: write its path in the place of -.'
        : `Standard input cannot be read: ${saidBy(e)}. Name a file or a folder in the place of -.`,
    );
  }
}

export function fileAt(file: string): SourceFile {
  try {
    return { file, text: bounded(readFileSync(file)) };
  } catch (e) {
    throw cannotRead(file, e);
  }
}

/**
 * Text of a file in UTF-8, or in UTF-16 where its first bytes say so (PowerShell writes it), as kubectl reads it. Not decoded beyond the
 * bound: the reader refuses it anyway.
 */
function bounded(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  const width = encoding === 'utf-8' ? 1 : 2;
  return new TextDecoder(encoding).decode(bytes.subarray(0, (readBounds.characters + 2) * width));
}

/** A finding as one line: `file:line:column: severity CODE sentence What to do.` */
export function lineOf({ place, severity, code, message, fix }: Finding): string {
  const at = place ? `${placeText(place, 'column')}: ` : '';
  return printableLine(`${at}${severity} ${code} ${message} ${fix}`.replaceAll('\n', ' '));
}

/** `file:line` or `file:line:column`; an object of a cluster has no lines, its place is a path in it. */
export function placeText({ file, line, column }: Place, to: 'line' | 'column'): string {
  if (file.startsWith('cluster:')) return file;
  return to === 'line' ? `${file}:${line}` : `${file}:${line}:${column}`;
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some((f) => f.severity === 'error');
