/**
 * For every session. No hint may name another server, topic or client property than those of the connection. A window is
 * one operator: of two, the second counts what the first has put together as one late row.
 */
export const sessionSettings = {
  'table.dynamic-table-options.enabled': 'false',
  'table.optimizer.agg-phase-strategy': 'ONE_PHASE',
};

/**
 * For every session in which somebody waits for the planner. Flink parses the code that it generates once more to cut long
 * methods, a quarter of the time until a job is submitted; up to this many characters it leaves it as it is. So much
 * becomes about 6 kB of bytecode, and the JVM compiles methods of up to 8 kB.
 * Source: https://nightlies.apache.org/flink/flink-docs-stable/docs/dev/table/config/#table-generated-code-max-length
 */
export const plannerSettings = {
  ...sessionSettings,
  'table.generated-code.max-length': '64000',
  'table.local-time-zone': 'UTC',
};
