/** A value of the document from which a piece of SQL was made. */
export interface Origin {
  readonly node: string;
  readonly path: readonly (string | number)[];
}
