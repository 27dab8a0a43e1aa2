/** Said of files that were chosen along with others. */
export const ignoredSentence = (count: number): string =>
  count === 1
    ? '1 file is no YAML or JSON by its name, and was not read.'
    : `${count} files are no YAML or JSON by their names, and were not read.`;
