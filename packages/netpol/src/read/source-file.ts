/** A file's name and text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** How much one file may hold: a cluster of thousands of pods, and no more than a reader can hold at once. */
export const readBounds = { characters: 20_000_000, depth: 100, of: 'a Kubernetes file' } as const;
