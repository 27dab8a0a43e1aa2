import type { DiagnosticCode, Severity } from '@headrace/diagnostics';
import type { flowCodes } from './codes.ts';

export type { DiagnosticCode, Severity } from '@headrace/diagnostics';

/** A code of the compiler; node types and servers declare more. */
export type FlowCode = keyof typeof flowCodes;

/**
 * A fault or a hint in what a person wrote, as data: never an exception.
 * `message` says what is wrong, where and what to do, in one or two plain sentences.
 */
export interface Diagnostic<Code extends string = DiagnosticCode> {
  /** Stable and searchable, `stage/what`: `link/cycle`, `aggregate/no-column`, `planner/unknown-column`. */
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  /** What one click can do about it. */
  readonly fix?: Fix;
}

/** A diagnostic as it is read: that of a server may have a code which only a newer version declares. */
export type AnyDiagnostic = Diagnostic<string>;

/** Where in the document: the whole of it, a node, a field of its configuration, or characters inside that field. */
export interface Place {
  readonly node?: string;
  /** Steps below the node: `['config', 'columns', 0, 'type']`, `['from']`, `['output', 'rename']`. */
  readonly path?: readonly (string | number)[];
  /** UTF-16 offsets inside the field's text, end exclusive. */
  readonly range?: { readonly start: number; readonly end: number };
  /** Position in the file's text (1-based line and column), where it is known. */
  readonly file?: { readonly line: number; readonly column: number };
}

/** A replacement of one value of a node; applied by the editor as an undoable edit. */
export interface Fix {
  /** Words for the button: `Use 'region'`. */
  readonly title: string;
  readonly node: string;
  readonly path: readonly (string | number)[];
  /** The new value; `undefined` removes what is there, as its absence does: JSON has no `undefined`. */
  readonly value?: unknown;
}

export function hasErrors(diagnostics: readonly AnyDiagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

/** What has not been filled in or connected yet: half-done is a normal state, so it is marked without shouting. */
export function isStillMissing({ code }: AnyDiagnostic): boolean {
  return code === 'config/missing' || code === 'link/missing-input';
}
