export type Severity = 'error' | 'warning' | 'info';

/** What is known of a diagnostic code, whatever flow it is found in. */
export interface DiagnosticKind {
  /** The severity of each diagnostic with this code; a list where it depends on the case. */
  readonly severity: Severity | readonly Severity[];
  /** What has been found, in a few words, without a full stop. */
  readonly title: string;
  /** Markdown: why it matters and what to do, with an example where one helps. */
  readonly help: string;
}

export type DiagnosticKinds = Readonly<Record<string, DiagnosticKind>>;

/**
 * All declared codes. Each area declares its own in a file `codes.ts`; the `codes.ts` of its package joins them and adds them here:
 *
 *     export const flowCodes = { ...documentCodes, ...graphCodes };
 *     declare module '@headrace/diagnostics' {
 *       interface DiagnosticCodes extends CodesOf<typeof flowCodes> {}
 *     }
 *
 * A program knows the codes of the packages that it imports.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the areas fill it by declaration merging
export interface DiagnosticCodes {}

/** A code that is declared: `link/cycle`. The type checker refuses every other text where a diagnostic is made. */
export type DiagnosticCode = keyof DiagnosticCodes;

/** The codes of a declaration, as members of `DiagnosticCodes`. */
export type CodesOf<Kinds extends DiagnosticKinds> = Readonly<Record<keyof Kinds, DiagnosticKind>>;

/** Declares the codes of an area. */
export const declareCodes = <const Kinds extends DiagnosticKinds>(kinds: Kinds): Kinds => kinds;

/** Whether a diagnostic of this kind may have a severity. */
export const allowsSeverity = ({ severity }: DiagnosticKind, found: Severity): boolean =>
  [severity].flat().includes(found);
