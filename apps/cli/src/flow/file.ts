import { readFileSync } from 'node:fs';
import { type AnyDiagnostic, limits, type ParsedFlow, parseFlow } from '@headrace/flow';
import { printableLine, UserError } from '@headrace/text';
import { complain, printAsJson } from '../terminal.ts';
import { whyUnreadable } from '../unreadable.ts';

export interface FlowFile {
  readonly path: string;
  readonly text: string;
  readonly parsed: ParsedFlow;
}

/** Reads a flow's file; `-` is standard input. A file that cannot be read is `UserError`. */
export function readFlow(path: string): FlowFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (e) {
    throw new UserError(whyUnreadable(path, e), 'command/file');
  }
  // Not decoded beyond the bound: the parser refuses it anyway.
  const text = bytes.subarray(0, limits.characters * 4).toString('utf8');
  return { path, text, parsed: parseFlow(text) };
}

/** Reads the flows of several files. @throws UserError that names each file that cannot be read */
export function readFlows(paths: readonly string[]): FlowFile[] {
  const wrong: string[] = [];
  const files = paths.flatMap((path) => {
    try {
      return [readFlow(path)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      wrong.push(error.message);
      return [];
    }
  });
  if (wrong.length > 0) throw new UserError(wrong.join('\n'), 'command/file');
  return files;
}

/** A diagnostic with its place in the file, as one line: `file:line:column: severity CODE sentence`. */
export function lineOf(file: FlowFile, d: AnyDiagnostic): string {
  const { line, column } = positionIn(file, d);
  return printableLine(`${file.path}:${line}:${column}: ${d.severity} ${d.code} ${d.message.replaceAll('\n', ' ')}`);
}

/** A diagnostic as `--json` prints it: its place has the file with line and column. */
export function asJson(file: FlowFile, d: AnyDiagnostic): object {
  return { ...d, place: { ...d.place, file: { path: file.path, ...positionIn(file, d) } } };
}

/** Says all diagnostics of a file that is not worked on because of them: lines on standard error, or JSON. @returns 1 */
export function refuseFlow(file: FlowFile, diagnostics: readonly AnyDiagnostic[], json: boolean): number {
  if (json) printAsJson({ diagnostics: diagnostics.map((d) => asJson(file, d)) });
  else for (const d of diagnostics) complain(lineOf(file, d));
  return 1;
}

export function positionIn(file: FlowFile, d: AnyDiagnostic): { line: number; column: number } {
  if (d.place.file) return d.place.file;
  if (d.place.node === undefined) return file.parsed.positionOf(d.place.path ?? []);
  return file.parsed.positionOf(['spec', 'nodes', d.place.node, ...(d.place.path ?? [])], d.place.range?.start);
}
