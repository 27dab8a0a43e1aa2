/** Limits of what is read, far above any real flow, so that no file can exhaust the reader. */
export const limits = {
  /** Characters of a document: a flow of 1,000 nodes has about 300,000. */
  characters: 4_000_000,
  /** Nested collections. */
  depth: 100,
  nodes: 5_000,
  comments: 5_000,
  commentCharacters: 10_000,
  of: 'a flow',
} as const;
