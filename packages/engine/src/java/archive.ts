/**
 * A file of classes as a JVM has loaded them once; a later JVM maps it instead of reading, parsing and verifying them
 * again. Only the same build of Java with the same jars takes it, others leave it aside by themselves.
 * Source: JEP 350, https://openjdk.org/jeps/350
 */
export interface ClassArchive {
  readonly file: string;
  /** It is written when the JVM ends in order. */
  readonly use: 'read' | 'write';
}

/** The JVM flags of an archive. What a JVM has to say of one that does not fit helps nobody. */
export function archiveFlags({ file, use }: ClassArchive): string[] {
  return ['-Xlog:cds*=off', use === 'read' ? `-XX:SharedArchiveFile=${file}` : `-XX:ArchiveClassesAtExit=${file}`];
}

/** How long a JVM may take to end (ms): writing an archive takes long on a busy machine. */
export function graceOf(archive: ClassArchive | undefined, usual: number): number {
  return archive?.use === 'write' ? 60_000 : usual;
}
