/** A flow as it is stored, in its newest version. */
export interface Flow {
  readonly id: string;
  /** What the document calls itself. */
  readonly name: string;
  readonly version: number;
  /** The document, YAML or JSON. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Since when it is in the bin, ms since the epoch; null outside it. */
  readonly deletedAt: number | null;
  /** Whether a person wrote it here or trusts it. */
  readonly trusted: boolean;
}
