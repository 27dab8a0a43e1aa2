/** What runs in a Java process of its own. */
export type EngineName = 'kafka' | 'flink';
